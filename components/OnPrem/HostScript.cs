using System.Globalization;
using System.Text;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem;

/// <summary>
/// A script of <c>Scripts/</c>, run on a host: it, its parameters and its secrets all arrive on standard input, so that none of them
/// stands on a command line, in a process list or in the text of an error.
/// </summary>
/// <remarks>A script takes a verb (<c>apply</c> or <c>remove</c>), reads <c>name=value</c> lines, and after an empty line a document.</remarks>
internal sealed class HostScript
{
    private readonly string _name;
    private readonly string _text;

    private HostScript(string name, string text)
    {
        _name = name;
        _text = text;
    }

    /// <summary>Reads <c>Scripts/{name}.sh</c> out of the assembly.</summary>
    public static HostScript Named(string name)
    {
        using var file = typeof(HostScript).Assembly.GetManifestResourceStream($"{name}.sh")
            ?? throw new ArgumentException($"there is no script '{name}.sh' in components/OnPrem/Scripts", nameof(name));
        using var reader = new StreamReader(file, Encoding.UTF8);
        return new HostScript(name, reader.ReadToEnd());
    }

    /// <summary>The remote command: <c>apply</c> when it is created or changes, <c>remove</c> when it is deleted.</summary>
    /// <param name="host">Where it runs.</param>
    /// <param name="limit">How long one run may take before it is stopped.</param>
    /// <param name="parameters">The <c>name=value</c> lines. A value is one line.</param>
    /// <param name="document">What follows the parameters.</param>
    public CommandArgs On(SshHost host, TimeSpan limit, InputMap<string> parameters, Input<string>? document = null) => new()
    {
        Connection = host.Connection(),
        Create = Run(host, limit, "apply"),
        Delete = Run(host, limit, "remove"),
        Stdin = Output.Tuple(parameters, document ?? "").Apply(input => Input(input.Item1, input.Item2)),
        // Earlier output would be offered as environment variables, which Debian's sshd refuses with a warning each time.
        AddPreviousOutputInEnv = false,
        // Standard output carries results, secret ones among them; progress and errors go to standard error.
        Logging = Logging.Stderr,
    };

    // `head` takes the script's own bytes off standard input and leaves the rest to the script.
    private string Run(SshHost host, TimeSpan limit, string verb) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(host.NeedsSudo ? "sudo -n " : "")}timeout --kill-after=10 {limit.TotalSeconds:F0} bash -c 'eval \"$(head -c {Encoding.UTF8.GetByteCount(_text)})\"' {_name} {verb}");

    private string Input(IEnumerable<KeyValuePair<string, string>> parameters, string document)
    {
        var input = new StringBuilder(_text);
        foreach (var (key, value) in parameters.OrderBy(parameter => parameter.Key, StringComparer.Ordinal))
        {
            if (value.AsSpan().ContainsAny('\n', '\r'))
                throw new ArgumentException($"parameter '{key}' of {_name}.sh holds a line break; a parameter is one line");
            input.Append(key).Append('=').Append(value).Append('\n');
        }
        return input.Append('\n').Append(document).ToString();
    }
}
