"""What a chat server needs beside others behind a proxy: probes, metrics, logs and a graceful stop."""
