"""The realtime kernel: durable streams, one hub per process, readers with cursors. It knows no app."""
