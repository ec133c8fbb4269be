using System.ComponentModel;
using System.Globalization;
using System.Text;
using CliWrap;

namespace K8tre.Automation.Hosts;

/// <summary>Runs commands on a host with the OpenSSH client. Checks the host keys of the settings.</summary>
internal sealed class SshClient : IDisposable
{
    private const string HostAlias = "host";
    private const string BastionAlias = "bastion";

    // Exit code of the OpenSSH client: ssh(1).
    private const int ConnectionFailed = 255;

    // The answer of a node has some kilobytes, and its script ends after a minute.
    private const int LongestOutput = 1 << 20, LongestErrors = 1 << 16;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly string _folder = Directory.CreateTempSubdirectory("k8tre-ssh-").FullName;

    /// <summary>Writes the client configuration for a host.</summary>
    /// <param name="host">The host.</param>
    /// <param name="identity">File of the private key. Default: the keys of the SSH agent and of the user.</param>
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
        AddEndpoint(config, HostAlias, host.Endpoint);
        if (host.Bastion is { } bastion)
        {
            config.Append("  ProxyJump ").Append(BastionAlias).Append('\n');
            AddEndpoint(config, BastionAlias, bastion);
        }
        File.WriteAllText(Path.Combine(_folder, "config"), config.ToString());
    }

    /// <summary>Runs a command. The exit code is 255 if the connection fails, or if the host sends too much or does not end.</summary>
    /// <param name="command">The remote command.</param>
    /// <param name="input">Standard input of the command.</param>
    /// <param name="cancellation">Ends the client and all processes that it started.</param>
    /// <exception cref="CommandException">The OpenSSH client is not installed.</exception>
    public async Task<SshAnswer> RunAsync(string command, string input, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(Limit);
        var (output, errors) = (new BoundedText(LongestOutput), new BoundedText(LongestErrors));
        output.OnFull = errors.OnFull = stop.Cancel;
        try
        {
            var run = await Cli.Wrap("ssh")
                .WithArguments(["-F", Path.Combine(_folder, "config"), HostAlias, command])
                .WithStandardInputPipe(PipeSource.FromString(input, Encoding.UTF8))
                .WithStandardOutputPipe(PipeTarget.Create(output.ReadAsync))
                .WithStandardErrorPipe(PipeTarget.Create(errors.ReadAsync))
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(stop.Token);
            return new(run.ExitCode, output.ToString(), errors.ToString());
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(
                ConnectionFailed,
                "",
                output.IsFull || errors.IsFull
                    ? $"it sent more than {LongestOutput >> 10} KiB, and was not read any further"
                    : $"it did not end within {Limit.TotalMinutes:0} minutes");
        }
        catch (Win32Exception)
        {
            throw CommandException.WrongCall("`k8tre hosts` needs the OpenSSH client, but 'ssh' is not installed; install openssh-client");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void AddEndpoint(StringBuilder config, string alias, SshEndpoint endpoint)
    {
        var knownHosts = Path.Combine(_folder, $"{alias}.known_hosts");
        File.WriteAllText(knownHosts, endpoint.HostKey is null ? "" : $"{alias} {endpoint.HostKey}\n");
        config.Append(CultureInfo.InvariantCulture, $"""
            Host {alias}
              HostName {endpoint.Address}
              Port {endpoint.Port}
              User {endpoint.User}
              HostKeyAlias {alias}
              UserKnownHostsFile {knownHosts}
              StrictHostKeyChecking {(endpoint.HostKey is null ? "no" : "yes")}

            """);
    }
}
