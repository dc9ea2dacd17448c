"""The site as it is deployed: the real command line, the wheel, the build step, make."""
