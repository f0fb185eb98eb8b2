"""Who is online: leases of nodes (a contract, a memory twin, a Redis twin) and the service that keeps one."""
