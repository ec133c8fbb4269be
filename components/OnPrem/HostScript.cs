using System.Collections.Concurrent;
using K8tre.Components.OnPrem.Ssh;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem;

/// <summary>A script of <c>Scripts/</c> as a remote command. Parameters, files and secrets arrive on standard input.</summary>
internal sealed class HostScript
{
    // A cluster of hundreds of hosts runs the same few scripts.
    private static readonly ConcurrentDictionary<string, HostScript> Known = new();

    private readonly RemoteScript _script;

    private HostScript(string name) => _script = new(name, file => Embedded.Text(file));

    /// <summary>Reads <c>Scripts/{name}.sh</c> out of the assembly.</summary>
    public static HostScript Named(string name) => Known.GetOrAdd(name, unread => new(unread));

    /// <summary>The remote command: <c>apply</c> when it is created or changes, and <c>remove</c>, where the script knows it, when it is deleted.</summary>
    /// <param name="host">Where it runs.</param>
    /// <param name="limit">How long one run may take before it is stopped.</param>
    /// <param name="input">Parameters and files.</param>
    public CommandArgs On(SshHost host, TimeSpan limit, ScriptInput input)
    {
        var args = new CommandArgs
        {
            Connection = host.Connection(),
            Create = _script.Command(host.Sudo, limit, "apply"),
            Stdin = Output.Tuple(input.ToOutput(), (host.SudoPassword ?? "").ToOutput()).Apply(text => _script.Input(text.Item2, text.Item1)),
            // Earlier output would be offered as environment variables, which Debian's sshd refuses with a warning each time.
            AddPreviousOutputInEnv = false,
            // Standard output carries results, secret ones among them; progress and errors go to standard error.
            Logging = Logging.Stderr,
        };
        if (_script.HasRemove)
            args.Delete = _script.Command(host.Sudo, limit, "remove");
        return args;
    }
}
