using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem.Ssh;

/// <summary>Script of <c>Scripts/</c> that runs on a host.</summary>
/// <remarks>
/// The host receives the script, its parameters, its files and its secrets on standard input. None of them is in a command line, in a
/// process list or in the text of an error.
/// </remarks>
internal sealed partial class HostScript
{
    // Line before the script. Sudo reads a password before this line, if it asks for one.
    private const string Start = "#!k8tre";

    // A cluster of hundreds of hosts uses the same few scripts.
    private static readonly ConcurrentDictionary<string, HostScript> Known = new();

    private readonly string _name;
    private readonly string _text;
    private readonly int _length;

    private HostScript(string name)
    {
        _name = name;
        // The files that a script sources are inserted here, because the host receives one text.
        _text = Source().Replace(
            Embedded.Text($"{name}.sh"),
            line => Source().Replace(Embedded.Text(line.Groups[1].Value), inner => Embedded.Text(inner.Groups[1].Value)));
        _length = Encoding.UTF8.GetByteCount(_text);
    }

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
            Create = Run(host, limit, "apply"),
            Stdin = Output
                .Tuple(input.ToOutput(), (host.SudoPassword ?? "").ToOutput())
                .Apply(text => $"{Line(text.Item2)}{Start}\n{_text}{text.Item1}"),
            // The provider would send earlier output as environment variables, which Debian's sshd refuses with a warning each time.
            AddPreviousOutputInEnv = false,
            // Standard output has results, some of them secret. Progress and errors go to standard error.
            Logging = Logging.Stderr,
        };
        if (_text.Contains("\nremove() {", StringComparison.Ordinal))
            args.Delete = Run(host, limit, "remove");
        return args;
    }

    // `head` reads the bytes of the script from standard input and leaves the rest for the script.
    private string Run(SshHost host, TimeSpan limit, string verb) => string.Create(
        CultureInfo.InvariantCulture,
        $"{host.Sudo}timeout --kill-after=10 {limit.TotalSeconds:F0} "
        + $"bash -c 'while IFS= read -r line && [ \"$line\" != \"{Start}\" ]; do :; done; "
        + $"eval \"$(head -c {_length})\"' {_name} {verb}");

    private static string Line(string password) => password.Length == 0 ? "" : $"{password}\n";

    [GeneratedRegex(
        """^set -euo pipefail\n# shellcheck source-path=SCRIPTDIR\n\. "\$\(dirname "\$\{BASH_SOURCE\[0\]\}"\)/([a-z0-9-]+\.sh)"$""",
        RegexOptions.Multiline)]
    private static partial Regex Source();
}
