using System.Diagnostics;
using System.Globalization;
using System.Text;
using Google.Protobuf.WellKnownTypes;

namespace K8tre.Tests.RealHosts.Engine;

/// <summary>SSH connection of a command provider's resource, made with the OpenSSH client.</summary>
/// <remarks>Source: https://github.com/pulumi/pulumi-command/blob/master/provider/pkg/provider/remote/connection.go</remarks>
internal sealed class SshConnection : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly string _folder = Directory.CreateTempSubdirectory("k8tre-ssh-").FullName;
    private readonly string _config;
    private readonly string _connected;
    private readonly string _proxied;
    private readonly string _endpoint;
    private readonly int _dialErrorLimit;
    private readonly Struct? _proxy;

    /// <summary>Writes the client's files to a folder that only this user can read.</summary>
    public SshConnection(Struct connection)
    {
        Host = Text(connection, "host")!;
        _config = Path.Combine(_folder, "config");
        _connected = Path.Combine(_folder, "connected");
        _proxied = Path.Combine(_folder, "proxied");
        _endpoint = $"{Host}:{Number(connection, "port", 22)}";
        _dialErrorLimit = Number(connection, "dialErrorLimit", 10);

        var config = new StringBuilder();
        // A dead connection is detected like Go's keep-alive probes do: nine probes, 15 seconds apart.
        config.Append(CultureInfo.InvariantCulture, $"""
            ServerAliveInterval 15
            ServerAliveCountMax 9
            BatchMode yes
            LogLevel ERROR
            GlobalKnownHostsFile /dev/null
            ConnectTimeout {Number(connection, "perDialTimeout", 15)}

            """);
        config.Append(Block("target", connection));
        // Runs when the server has accepted this client. A later failure is not a failed attempt to connect.
        config.Append(CultureInfo.InvariantCulture, $"  PermitLocalCommand yes\n  LocalCommand touch {_connected}\n");
        if (connection.Fields.TryGetValue("proxy", out var proxy))
        {
            _proxy = proxy.StructValue;
            config.Append("  ProxyJump jump\n").Append(Block("jump", _proxy));
            config.Append(CultureInfo.InvariantCulture, $"  PermitLocalCommand yes\n  LocalCommand touch {_proxied}\n");
        }
        File.WriteAllText(_config, config.ToString());
    }

    /// <summary>Address of the host.</summary>
    public string Host { get; }

    /// <summary>Action that is called at each attempt to connect.</summary>
    public Action? OnDial { get; init; }

    /// <summary>Runs a command and returns its standard output and standard error without the last line end.</summary>
    /// <exception cref="SshException">The connection or the command failed. The message is the provider's.</exception>
    public async Task<(string Output, string Error)> RunAsync(string command, string? input, CancellationToken cancellation)
    {
        var run = await DialAsync("ssh", ["-F", _config, "target", command], input, cancellation);
        return run.Status switch
        {
            0 => (Trimmed(run.Output), Trimmed(run.Error)),
            255 => throw new SshException(
                $"wait: remote command exited without exit status or exit signal: running {Quoted(command)}:\n{run.Both}"),
            var status => throw new SshException($"Process exited with status {status}: running {Quoted(command)}:\n{run.Both}"),
        };
    }

    /// <summary>Copies a file or a folder by SFTP.</summary>
    /// <exception cref="SshException">The connection or the copy failed.</exception>
    public async Task CopyAsync(string source, string destination, CancellationToken cancellation)
    {
        var run = await DialAsync(
            "sftp", ["-q", "-b", "-", "-D", $"ssh -F {_config} -s target sftp"], $"put -R \"{source}\" \"{destination}\"\n", cancellation);
        if (run.Status != 0)
            throw new SshException($"failed to copy file {source} to remote path {destination}: {run.Both}");
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Block(string name, Struct connection)
    {
        var known = Path.Combine(_folder, $"{name}.known");
        var key = Path.Combine(_folder, $"{name}.key");
        var hostKey = Text(connection, "hostKey");
        var privateKey = Text(connection, "privateKey");
        File.WriteAllText(known, $"{name} {hostKey}\n");
        if (privateKey is not null)
        {
            // The file is created empty and closed to others before the key is written.
            File.Create(key).Dispose();
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.WriteAllText(key, privateKey.TrimEnd() + "\n");
        }

        return $"""
            Host {name}
              HostName {Text(connection, "host")}
              Port {Number(connection, "port", 22)}
              User {Text(connection, "user") ?? "root"}
              HostKeyAlias {name}
              UserKnownHostsFile {(hostKey is null ? "/dev/null" : known)}
              StrictHostKeyChecking {(hostKey is null ? "no" : "yes")}
              IdentityFile {(privateKey is null ? "none" : key)}

            """;
    }

    // The number of attempts and the waiting times are those of the provider. It dials anew while the bastion refuses it, or the bastion
    // can't reach the host. After that, it repeats the sign-in on the same connection, which is closed: a host that refuses a sign-in
    // through a bastion is lost.
    private async Task<Finished> DialAsync(string program, string[] arguments, string? input, CancellationToken cancellation)
    {
        var pause = TimeSpan.FromMilliseconds(100);
        var (proxyFailures, failures) = (0, 0);
        while (true)
        {
            OnDial?.Invoke();
            File.Delete(_connected);
            File.Delete(_proxied);
            var run = await StartAsync(program, arguments, input, cancellation);
            if (File.Exists(_connected))
                return run;
            var isProxied = _proxy is null || File.Exists(_proxied);
            if (_proxy is not null && isProxied && !run.Error.Contains("stdio forwarding failed", StringComparison.Ordinal))
                throw new SshException($"proxy: after {_dialErrorLimit} failed attempts: ssh: handshake failed: EOF");
            var (count, limit) = isProxied
                ? (++failures, _dialErrorLimit)
                : (++proxyFailures, Number(_proxy!, "dialErrorLimit", 10));
            if (limit >= 0 && count > limit)
                throw new SshException($"{(_proxy is null ? "" : "proxy: ")}after {limit} failed attempts: {Reason(run.Error)}");
            await Task.Delay(pause, cancellation);
            pause = TimeSpan.FromSeconds(Math.Min(pause.TotalSeconds * 1.5, 5));
        }
    }

    private static async Task<Finished> StartAsync(string program, string[] arguments, string? input, CancellationToken cancellation)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await using var end = cancellation.Register(() => process.Kill(entireProcessTree: true));
        using MemoryStream output = new(), error = new(), both = new();
        var reading = Task.WhenAll(
            ReadAsync(process.StandardOutput.BaseStream, output, both), ReadAsync(process.StandardError.BaseStream, error, both));
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(Utf8.GetBytes(input ?? ""), CancellationToken.None);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The command ended before it had read all input. Its exit status shows the reason.
        }

        await reading;
        await process.WaitForExitAsync(CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        return new(process.ExitCode, Utf8.GetString(output.ToArray()), Utf8.GetString(error.ToArray()), Utf8.GetString(both.ToArray()));
    }

    private static async Task ReadAsync(Stream from, MemoryStream to, MemoryStream both)
    {
        var buffer = new byte[8192];
        for (int count; (count = await from.ReadAsync(buffer)) > 0;)
        {
            to.Write(buffer, 0, count);
            lock (both)
                both.Write(buffer, 0, count);
        }
    }

    // Messages of Go's SSH client, which an operator sees.
    private string Reason(string error) => error switch
    {
        _ when error.Contains("Host key verification failed", StringComparison.Ordinal)
            || error.Contains("host key is known", StringComparison.Ordinal) => "ssh: handshake failed: ssh: host key mismatch",
        _ when error.Contains("Permission denied", StringComparison.Ordinal) =>
            "ssh: handshake failed: ssh: unable to authenticate, attempted methods [none publickey], no supported methods remain",
        _ when error.Contains("timed out", StringComparison.Ordinal) => $"dial tcp {_endpoint}: i/o timeout",
        _ when error.Contains("refused", StringComparison.Ordinal) => $"dial tcp {_endpoint}: connect: connection refused",
        _ when error.Contains("No route to host", StringComparison.Ordinal) => $"dial tcp {_endpoint}: connect: no route to host",
        _ when error.Contains("stdio forwarding failed", StringComparison.Ordinal) => "ssh: rejected: connect failed",
        _ => $"dial tcp {_endpoint}: {error.Trim()}",
    };

    private static string? Text(Struct from, string property)
        => from.Fields.TryGetValue(property, out var value) && value.KindCase == Value.KindOneofCase.StringValue ? value.StringValue : null;

    private static int Number(Struct from, string property, int otherwise)
        => from.Fields.TryGetValue(property, out var value) ? (int)value.NumberValue : otherwise;

    private static string Trimmed(string text) => text.EndsWith('\n') ? text[..^1] : text;

    private static string Quoted(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"";

    private sealed record Finished(int Status, string Output, string Error, string Both);
}

/// <summary>Failure of a connection or a command, with the provider's message.</summary>
internal sealed class SshException(string message) : Exception(message);
