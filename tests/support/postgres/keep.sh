# Runs a throwaway PostgreSQL server until standard input closes, that is until the test process
# has ended, however it ended. Then stops the server and removes its directory. A line on standard input
# is a signal by which the server is to end; it is started again then, which a line in `restarts` tells.
# Arguments: the binaries' directory, the server's directory, the user, the port, the URL of the server that it is
# to be a replica of, or nothing; settings.
bin=$1 dir=$2 user=$3 port=$4 primary=$5
shift 5
trap '' HUP INT
trap : TERM # ends the wait below, and is not inherited
cd "$dir" || exit 1
start() {
    "$bin/postgres" -D data -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories=.. \
        -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 \
        "$@" >>log 2>&1 </dev/null &
    server=$!
}
# Again and again, as one that is only starting does not listen yet.
stop() {
    (while kill "-$1" "$server"; do sleep 0.2; done) &
    insisting=$!
    wait "$server"
    kill "$insisting"
}
if [ -n "$primary" ]; then
    "$bin/pg_basebackup" -d "$primary" -D data -R --checkpoint=fast --no-sync >log 2>&1 </dev/null || exit 1
else
    "$bin/initdb" -D data -U "$user" --auth=scram-sha-256 --pwfile=password --encoding=UTF8 \
        --locale=C --no-sync >log 2>&1 </dev/null || exit 1
fi
start "$@"
while read -r signal; do
    stop "$signal"
    echo "$signal" >>restarts
    start "$@"
done
stop INT
cd / && rm -rf "$dir"
