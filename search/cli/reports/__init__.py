"""What `backissue report` tells: a module per report."""
