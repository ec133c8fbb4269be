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
    private const string Start = "#k8tre script";

    // The first line of the input. A start file of the account that replaces the sign-in shell (exec zsh) leaves the input to the new
    // shell, which ends here: before it reads the password or runs a part of the script as the wrong user.
    private const string Guard =
        "echo \"k8tre: the account starts another shell, which ignores the command; take exec out of its start files\"; exit 97";

    // Scripts print their result between these lines: what the sign-in prints is before or after them.
    private const string ResultStart = "\n#k8tre result\n", ResultEnd = "\n#k8tre end\n";

    // Nothing else of the account's environment reaches the script: no functions, no proxies, no start files.
    private const string Environment =
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C";

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

    /// <summary>Returns the prefix that runs a command as root, without the environment of the account.</summary>
    /// <param name="user">User of the SSH session.</param>
    /// <param name="asksPassword">True if sudo asks for a password.</param>
    public static string AsRoot(string user, bool asksPassword)
    {
        const string env = $"/usr/bin/env -i {Environment} ";
        if (user == "root")
            return env;
        // sudo reads the first line that is left.
        var sudo = asksPassword ? "/bin/sh -c 'read -r guard; exec \"$@\"' sh /usr/bin/sudo -k -S -p '' " : "/usr/bin/sudo -n ";
        return $"{sudo}{env}SUDO_USER={user} ";
    }

    /// <summary>Returns the result in the standard output of a script. Null: the script did not run to its end.</summary>
    /// <param name="output">Standard output of the remote command.</param>
    public static string? Result(string output)
    {
        var text = $"\n{output}\n";
        var start = text.IndexOf(ResultStart, StringComparison.Ordinal) + ResultStart.Length;
        var end = start < ResultStart.Length ? -1 : text.IndexOf(ResultEnd, start - 1, StringComparison.Ordinal);
        return end < 0 ? null : end < start ? "" : text[start..end];
    }

    /// <summary>Returns the standard output of a script with a result.</summary>
    public static string Marked(string result) => $"{ResultStart}{result}{ResultEnd}";

    /// <summary>Returns the remote command.</summary>
    /// <param name="asRoot">Prefix that runs the command as root.</param>
    /// <param name="limit">Time limit of the run.</param>
    /// <param name="verb"><c>apply</c> or <c>remove</c>.</param>
    /// <remarks>
    /// <c>head</c> reads the bytes of the script from standard input. The rest is for the script to read. Sign-in shells that are not
    /// POSIX shells read the command too: csh replaces an exclamation mark and a line break even in quotation marks.
    /// </remarks>
    public string Command(string asRoot, TimeSpan limit, string verb)
    {
        var skipPassword = $"until [ \"$line\" = \"{Start}\" ]; do IFS= read -r line || exit 98; done";
        var run = $"{skipPassword}; eval \"$(head -c {_length.ToString(CultureInfo.InvariantCulture)})\"";
        var seconds = limit.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture);
        return $"{asRoot}timeout --kill-after=10 {seconds} bash --noprofile --norc -c '{run}' {_name} {verb}";
    }

    /// <summary>Returns the standard input of the remote command.</summary>
    /// <param name="sudoPassword">Password for sudo. Empty for none.</param>
    /// <param name="parameters">Parameters and files.</param>
    public string Input(string sudoPassword, string parameters)
        => $"{Guard}\n{(sudoPassword.Length == 0 ? "" : $"{sudoPassword}\n")}{Start}\n{_text}{parameters}";

    private static string Expand(string file, Func<string, string> read)
        => Source().Replace(read(file), line => Expand(line.Groups[1].Value, read));

    [GeneratedRegex(
        """^set -euo pipefail\n# shellcheck source-path=SCRIPTDIR\n\. "\$\(dirname "\$\{BASH_SOURCE\[0\]\}"\)/"""
        + """(?:Shared/)?([a-z0-9-]+\.sh)"$""",
        RegexOptions.Multiline)]
    private static partial Regex Source();
}
