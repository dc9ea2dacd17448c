# Read by buildpacks when a process starts: bin/backissue is the command `backissue`.
export PATH="$HOME/bin:$PATH"
