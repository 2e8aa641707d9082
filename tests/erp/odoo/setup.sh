#!/bin/bash
# Odoo 19 (Debian sid) on PostgreSQL 18, both in a chroot, on a bare Debian 12 as root; may be repeated, does what is missing.
#   setup.sh [FOLDER]                 FOLDER holds the chroot (default $HOME/.cache/yecai-odoo)
#   PGPORT=25519                      port of PostgreSQL on 127.0.0.1 (trust)
# Makes the database odoo_empty: modules installed, nothing else; the template of each run.
# Needs 2.6 GB of disk. Nothing starts at boot. Processes left behind: PostgreSQL (pg.sh stop ends it).
set -euo pipefail
HERE=$(cd "$(dirname "$0")" && pwd)
export ROOT=${1:-${ROOT:-$HOME/.cache/yecai-odoo}} PGPORT=${PGPORT:-25519} DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
MIRROR=${MIRROR:-$({ cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null || true; } | sed -n "s/^URIs: *\(http[^ ]*debian\) *$/\1/p; s/^deb  *\(http[^ ]*debian\)[ /].*/\1/p" | head -1)}
[ -n "$MIRROR" ] || { echo "no Debian mirror found in the apt sources: set MIRROR" >&2; exit 2; }
MODULES=account,sale_management,purchase,stock,mrp,sale_stock,purchase_stock,mrp_account,stock_account,sale_mrp,purchase_mrp,account_debit_note,account_payment,stock_landed_costs,mrp_subcontracting,l10n_cn,l10n_us
PSQL="psql -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p $PGPORT"
step() { echo "[$(date +%H:%M:%S)] $*"; }
have() { $PSQL -U postgres -d postgres -Atc "select 1 from pg_database where datname = '$1'" | grep -q 1; }

# 1. the chroot
for tool in debootstrap psql; do
  if ! command -v $tool >/dev/null; then
    step "apt-get install (host): debootstrap postgresql-client"
    apt-get update -q -o DPkg::Lock::Timeout=600 >/dev/null
    apt-get install -y -q -o DPkg::Lock::Timeout=600 --no-install-recommends debootstrap postgresql-client >/dev/null
  fi
done
if [ ! -e "$ROOT/etc/debian_version" ]; then
  step "debootstrap sid from $MIRROR"
  mkdir -p "$ROOT"
  debootstrap --variant=minbase sid "$ROOT" "$MIRROR" > "$ROOT.debootstrap.log"
fi
mountpoint -q "$ROOT/proc" || mount -t proc proc "$ROOT/proc"
if [ ! -e "$ROOT/usr/bin/odoo" ] || [ ! -d "$ROOT/usr/lib/postgresql" ]; then
  printf '#!/bin/sh\nexit 101\n' > "$ROOT/usr/sbin/policy-rc.d"          # nothing is started by its package
  chmod +x "$ROOT/usr/sbin/policy-rc.d"
  printf 'path-exclude=/usr/share/doc/*\npath-exclude=/usr/share/man/*\npath-exclude=/usr/share/locale/*\n' \
    > "$ROOT/etc/dpkg/dpkg.cfg.d/small"
  # the mirror may be older than the clock of this machine
  echo 'Acquire::Check-Valid-Until "false";' > "$ROOT/etc/apt/apt.conf.d/90clock"
  step "apt-get install odoo-19 postgresql (in the chroot)"
  chroot "$ROOT" apt-get update -q >> "$ROOT.apt.log" 2>&1
  # tzdata-legacy: without it Debian's pytz fails on names such as US/Arizona, and Odoo does not start
  chroot "$ROOT" apt-get install -y --no-install-recommends odoo-19 postgresql tzdata-legacy >> "$ROOT.apt.log" 2>&1
  chroot "$ROOT" apt-get clean
fi
install -m 644 /dev/stdin "$ROOT/etc/odoo/yecai.conf" <<CONF
[options]
db_host = 127.0.0.1
db_port = $PGPORT
db_user = odoo
data_dir = /var/lib/odoo
http_enable = False
max_cron_threads = 0
log_level = warn
CONF

# 2. PostgreSQL
step "PostgreSQL on 127.0.0.1:$PGPORT"
"$HERE/pg.sh" init
"$HERE/pg.sh" start
$PSQL -U postgres -d postgres -Atc "select 1 from pg_roles where rolname = 'odoo'" | grep -q 1 ||
  $PSQL -U postgres -d postgres -c "create role odoo login createdb replication"

# 3. the database
  if ! have odoo_empty; then
    step "odoo -i $MODULES"
    $PSQL -U postgres -d postgres -c "drop database if exists odoo_making with (force)"
    "$HERE/odoo.sh" server -c /etc/odoo/yecai.conf -d odoo_making -i $MODULES --stop-after-init > "$ROOT.init.log" 2>&1 ||
      { tail -20 "$ROOT.init.log"; exit 1; }
    $PSQL -U postgres -d postgres -c "alter database odoo_making rename to odoo_empty"
  fi
step "ready: psql -h 127.0.0.1 -p $PGPORT -U odoo odoo_empty    ($(du -shx "$ROOT" 2>/dev/null | cut -f1) in $ROOT)"
