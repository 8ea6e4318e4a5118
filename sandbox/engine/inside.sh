#!/bin/sh
# The engine's first step inside namespaces of its own (processes, mounts). What is mounted here is seen nowhere else and is
# gone with the last process; what is killed here takes all containers with it.
# usage: inside.sh FOLDER   (FOLDER/daemon.json: the configuration)
set -eu
folder=$1

# A bare machine may have no control groups mounted at all.
grep -q '^[^ ]* /sys/fs/cgroup' /proc/self/mounts || mount -n -t cgroup2 none /sys/fs/cgroup

# /run is empty here: an engine of the machine is not found, and no socket or state of ours is left there.
# The name servers are often configured in it, so they are carried over.
resolv=$(cat /etc/resolv.conf 2>/dev/null || true)
mount -n -t tmpfs -o mode=755 none /run
if [ ! -e /etc/resolv.conf ] && target=$(readlink -m /etc/resolv.conf); then
  case $target in /run/*) mkdir -p "$(dirname "$target")" && printf '%s\n' "$resolv" > "$target" ;; esac
fi

# Loading a profile would change the machine.
if [ -d /sys/kernel/security/apparmor ]; then mount -n -t tmpfs none /sys/kernel/security; fi

# Layers are overlays where the file system below allows it (it does not inside most containers), else copies.
snapshots=native
mkdir -p "$folder/probe/lower" "$folder/probe/upper" "$folder/probe/work" "$folder/probe/merged"
layers="lowerdir=$folder/probe/lower,upperdir=$folder/probe/upper,workdir=$folder/probe/work"
if mount -n -t overlay -o "$layers" overlay "$folder/probe/merged" 2>/dev/null; then
  umount -n "$folder/probe/merged"
  snapshots=overlayfs
fi
rm -rf "$folder/probe"

exec dockerd --config-file "$folder/daemon.json" --storage-driver "$snapshots"
