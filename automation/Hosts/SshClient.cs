using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace K8tre.Automation.Hosts;

/// <summary>Runs commands on a host with the OpenSSH client. Host keys are checked as the settings pin them.</summary>
internal sealed class SshClient : IDisposable
{
    private const string HostAlias = "host";
    private const string BastionAlias = "bastion";

    private readonly string _folder = Directory.CreateTempSubdirectory("k8tre-ssh-").FullName;

    /// <summary>Prepares the client's files for a host.</summary>
    /// <param name="host">The host.</param>
    /// <param name="identity">File of the private key. Default: the keys of the agent and of the user.</param>
    public SshClient(PlatformHost host, string? identity)
    {
        var config = new StringBuilder("""
            BatchMode yes
            LogLevel ERROR
            ConnectTimeout 15
            ServerAliveInterval 10
            ServerAliveCountMax 3
            GlobalKnownHostsFile /dev/null

            """);
        if (identity is not null)
            config.Append(CultureInfo.InvariantCulture, $"IdentityFile \"{Path.GetFullPath(identity)}\"\nIdentitiesOnly yes\n");
        Append(config, HostAlias, host.Endpoint);
        if (host.Bastion is { } bastion)
        {
            config.Append("  ProxyJump ").Append(BastionAlias).Append('\n');
            Append(config, BastionAlias, bastion);
        }
        File.WriteAllText(Path.Combine(_folder, "config"), config.ToString());
    }

    /// <summary>Runs a command with a standard input; the exit status is ssh's own 255 when the connection fails.</summary>
    /// <exception cref="CommandException">There is no OpenSSH client here.</exception>
    public async Task<(int ExitCode, string Output, string Errors)> RunAsync(string command, string input, CancellationToken cancellation)
    {
        using var ssh = Start(command);
        await using var kill = cancellation.Register(() => ssh.Kill(entireProcessTree: true));
        var output = ssh.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = ssh.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await ssh.StandardInput.WriteAsync(input.AsMemory(), CancellationToken.None);
            ssh.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it read everything; its exit status says why.
        }
        await ssh.WaitForExitAsync(CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        return (ssh.ExitCode, await output, await errors);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Process Start(string command)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("ssh", ["-F", Path.Combine(_folder, "config"), HostAlias, command])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw CommandException.WrongCall("`k8tre hosts` needs the OpenSSH client and found no 'ssh'; install openssh-client");
        }
    }

    private void Append(StringBuilder config, string alias, SshEndpoint endpoint)
    {
        var known = Path.Combine(_folder, $"{alias}.known_hosts");
        File.WriteAllText(known, endpoint.HostKey is null ? "" : $"{alias} {endpoint.HostKey}\n");
        config.Append(CultureInfo.InvariantCulture, $"""
            Host {alias}
              HostName {endpoint.Address}
              Port {endpoint.Port}
              User {endpoint.User}
              HostKeyAlias {alias}
              UserKnownHostsFile {known}
              StrictHostKeyChecking {(endpoint.HostKey is null ? "no" : "yes")}

            """);
    }
}
