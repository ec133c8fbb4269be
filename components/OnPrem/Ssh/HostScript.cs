using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem.Ssh;

/// <summary>
/// A script of <c>Scripts/</c>, run on a host: it, its parameters, its files and its secrets all arrive on standard input, so that none of
/// them stands on a command line, in a process list or in the text of an error.
/// </summary>
internal sealed partial class HostScript
{
    // Where the script begins: what comes before it is for sudo, which reads a password only when it wants one.
    private const string Start = "#!k8tre";

    // A cluster of hundreds of hosts runs the same few scripts.
    private static readonly ConcurrentDictionary<string, HostScript> Known = new();

    private readonly string _name;
    private readonly string _text;
    private readonly int _length;

    private HostScript(string name)
    {
        _name = name;
        // What a script sources by hand is put in its place here: on the host there is one text.
        _text = Source().Replace(Embedded.Text($"{name}.sh"), line => Source().Replace(Embedded.Text(line.Groups[1].Value), inner => Embedded.Text(inner.Groups[1].Value)));
        _length = Encoding.UTF8.GetByteCount(_text);
    }

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
            Create = Run(host, limit, "apply"),
            Stdin = Output.Tuple(input.ToOutput(), (host.SudoPassword ?? "").ToOutput()).Apply(text => $"{Line(text.Item2)}{Start}\n{_text}{text.Item1}"),
            // Earlier output would be offered as environment variables, which Debian's sshd refuses with a warning each time.
            AddPreviousOutputInEnv = false,
            // Standard output carries results, secret ones among them; progress and errors go to standard error.
            Logging = Logging.Stderr,
        };
        if (_text.Contains("\nremove() {", StringComparison.Ordinal))
            args.Delete = Run(host, limit, "remove");
        return args;
    }

    // `head` takes the script's own bytes off standard input and leaves the rest to the script.
    private string Run(SshHost host, TimeSpan limit, string verb) => string.Create(
        CultureInfo.InvariantCulture,
        $"{host.Sudo}timeout --kill-after=10 {limit.TotalSeconds:F0} bash -c 'while IFS= read -r line && [ \"$line\" != \"{Start}\" ]; do :; done; eval \"$(head -c {_length})\"' {_name} {verb}");

    private static string Line(string password) => password.Length == 0 ? "" : $"{password}\n";

    [GeneratedRegex("""^set -euo pipefail\n# shellcheck source-path=SCRIPTDIR\n\. "\$\(dirname "\$\{BASH_SOURCE\[0\]\}"\)/([a-z0-9-]+\.sh)"$""", RegexOptions.Multiline)]
    private static partial Regex Source();
}
