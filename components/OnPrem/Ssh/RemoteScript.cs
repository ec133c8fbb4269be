using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace K8tre.Components.OnPrem.Ssh;

/// <summary>A script of <c>Scripts/</c> that a host runs from standard input.</summary>
/// <remarks>
/// The script, its parameters, its files and its secrets arrive on standard input, so that none of them appears in a command line, in a
/// process list or in an error. The command <c>k8tre</c> (automation/) compiles this file too, and must not load the Pulumi SDK: use
/// the base class library only.
/// </remarks>
internal sealed partial class RemoteScript
{
    // The script begins after this line. Before it is the password, which sudo reads only if it asks for one.
    private const string Start = "#!k8tre";

    private readonly string _name;
    private readonly string _text;
    private readonly int _length;

    /// <summary>Reads a script. The host receives one text: sourced scripts replace the lines that source them.</summary>
    /// <param name="name">Name of the script, without <c>.sh</c>.</param>
    /// <param name="read">Reads a file of <c>Scripts/</c>.</param>
    public RemoteScript(string name, Func<string, string> read)
    {
        _name = name;
        _text = Expand($"{name}.sh", read);
        _length = Encoding.UTF8.GetByteCount(_text);
    }

    /// <summary>True if the script can undo its changes.</summary>
    public bool HasRemove => _text.Contains("\nremove() {", StringComparison.Ordinal);

    /// <summary>Returns the prefix that runs a command as root.</summary>
    /// <param name="user">User of the SSH session.</param>
    /// <param name="asksPassword">True if sudo asks for a password.</param>
    public static string Sudo(string user, bool asksPassword) => user == "root" ? "" : asksPassword ? "sudo -k -S -p '' " : "sudo -n ";

    /// <summary>Returns the remote command.</summary>
    /// <param name="sudo">Prefix that runs the command as root.</param>
    /// <param name="limit">Time limit of the run.</param>
    /// <param name="verb"><c>apply</c> or <c>remove</c>.</param>
    /// <remarks><c>head</c> reads the bytes of the script from standard input. The rest is for the script to read.</remarks>
    public string Command(string sudo, TimeSpan limit, string verb)
    {
        var skipPassword = $"while IFS= read -r line && [ \"$line\" != \"{Start}\" ]; do :; done";
        var run = $"{skipPassword}; eval \"$(head -c {_length.ToString(CultureInfo.InvariantCulture)})\"";
        var seconds = limit.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture);
        return $"{sudo}timeout --kill-after=10 {seconds} bash -c '{run}' {_name} {verb}";
    }

    /// <summary>Returns the standard input of the remote command.</summary>
    /// <param name="sudoPassword">Password for sudo. Empty for none.</param>
    /// <param name="parameters">Parameters and files.</param>
    public string Input(string sudoPassword, string parameters)
        => $"{(sudoPassword.Length == 0 ? "" : $"{sudoPassword}\n")}{Start}\n{_text}{parameters}";

    private static string Expand(string file, Func<string, string> read)
        => Source().Replace(read(file), line => Expand(line.Groups[1].Value, read));

    [GeneratedRegex(
        """^set -euo pipefail\n# shellcheck source-path=SCRIPTDIR\n\. "\$\(dirname "\$\{BASH_SOURCE\[0\]\}"\)/([a-z0-9-]+\.sh)"$""",
        RegexOptions.Multiline)]
    private static partial Regex Source();
}
