using System.Collections.Concurrent;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem.Ssh;

/// <summary>Script of <c>Scripts/</c> as a remote command.</summary>
/// <remarks>
/// The host receives the script, its parameters, its files and its secrets on standard input. None of them is in a command line, in a
/// process list or in the text of an error.
/// </remarks>
internal sealed class HostScript
{
    // A cluster of hundreds of hosts uses the same few scripts.
    private static readonly ConcurrentDictionary<string, HostScript> Known = new();

    private readonly RemoteScript _script;

    private HostScript(string name) => _script = new(name, file => Embedded.Text(file));

    /// <summary>Reads <c>Scripts/{name}.sh</c> from the assembly.</summary>
    public static HostScript Named(string name) => Known.GetOrAdd(name, unread => new(unread));

    /// <summary>Returns the inputs of a remote command that runs the script.</summary>
    /// <param name="host">Host that the script runs on.</param>
    /// <param name="limit">Time limit of a run.</param>
    /// <param name="input">Parameters and files.</param>
    /// <remarks>
    /// The verb is <c>apply</c> when the command is created or changes, and <c>remove</c> when it is deleted, if the script has that verb.
    /// </remarks>
    public CommandArgs On(SshHost host, TimeSpan limit, ScriptInput input)
    {
        var args = new CommandArgs
        {
            Connection = host.Connection(),
            Create = _script.Command(host.AsRoot, limit, "apply"),
            Stdin = Output
                .Tuple(input.ToOutput(), (host.SudoPassword ?? "").ToOutput())
                .Apply(text => _script.Input(text.Item2, text.Item1)),
            // The provider would send earlier output as environment variables, which Debian's sshd refuses with a warning each time.
            AddPreviousOutputInEnv = false,
            // Standard output has results, some of them secret. Progress and errors go to standard error.
            Logging = Logging.Stderr,
        };
        if (_script.HasRemove)
            args.Delete = _script.Command(host.AsRoot, limit, "remove");
        return args;
    }

    /// <summary>Returns the result of a script, without what the sign-in to its host prints.</summary>
    /// <param name="command">Command of the script.</param>
    /// <param name="host">Host that it ran on.</param>
    /// <param name="again">What makes it run again.</param>
    /// <exception cref="ResourceException">There is no result. Thrown when the output is known.</exception>
    public static Output<string> Result(Command command, SshHost host, string again) =>
        command.Stdout.Apply(text => RemoteScript.Result(text) ?? throw NoResult(command, host, again));

    /// <summary>Returns the result of a script that runs once. States that are older than the marks have the result alone.</summary>
    /// <param name="command">Command of the script.</param>
    /// <param name="host">Host that it ran on.</param>
    /// <param name="again">What makes it run again.</param>
    /// <exception cref="ResourceException">There is no result. Thrown when the output is known.</exception>
    public static Output<string> KeptResult(Command command, SshHost host, string again) =>
        command.Stdout.Apply(text => RemoteScript.Result(text) ?? (text.Length > 0 ? text : throw NoResult(command, host, again)));

    private static ResourceException NoResult(Command command, SshHost host, string again) => new(
        $"{host.Name} ({host.User}@{host.Address}:{host.Port}) ended the session as if the script had run: a start file of the account "
        + $"calls exit or exec, or a command is forced on its key. Change that until `ssh {host.User}@{host.Address} 'echo works'` prints "
        + $"works, then {again}, and run pulumi up again",
        command,
        hideStack: true);
}
