using System.Text.RegularExpressions;

namespace K8tre.Stacks.Settings.Reading;

/// <summary>Texts that look like a secret. Settings are not encrypted, and plans and messages show them.</summary>
/// <remarks>The command <c>k8tre</c> (automation/) compiles this file too: use the base class library only.</remarks>
internal static partial class SecretText
{
    private const string Hidden = "***";

    private const string Names = "(?:access_?token|auth_?token|private_?token|token|api_?key|account_?key|shared_?access_?key"
        + "|client_?secret|secret|password|passwd|pwd|sig)";

    /// <summary>Returns what a text contains: <c>a private key</c>. Null: it does not look like a secret.</summary>
    public static string? Kind(string text) =>
        Keys().IsMatch(text) ? "a private key"
        : Tokens().IsMatch(text) ? "a token"
        : UserInformation().IsMatch(text) ? "a password in an address"
        : Assignments().IsMatch(text) ? "a password or a token"
        : null;

    /// <summary>Returns a text without its secrets.</summary>
    public static string Mask(string text)
    {
        var masked = Keys().Replace(text, Hidden);
        masked = Tokens().Replace(masked, Hidden);
        masked = AnyUserInformation().Replace(masked, $"//{Hidden}@");
        masked = UserInformation().Replace(masked, $"{Hidden}@");
        return Assignments().Replace(masked, $"$1$2{Hidden}");
    }

    // PEM and OpenSSH, also without the end, and PuTTY.
    [GeneratedRegex(
        @"-----BEGIN [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----.*|PuTTY-User-Key-File-.*|AGE-SECRET-KEY-[A-Z0-9]+", RegexOptions.Singleline)]
    private static partial Regex Keys();

    // GitHub, GitLab, AWS, Slack, Pulumi, JSON web tokens:
    // https://docs.github.com/code-security/secret-scanning/introduction/supported-secret-scanning-patterns
    [GeneratedRegex(
        @"\b(gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}|(AKIA|ASIA)[A-Z0-9]{16}\b"
        + @"|xox[abprs]-[A-Za-z0-9-]{10,}"
        + @"|pul-[0-9a-f]{40}|eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}(\.[A-Za-z0-9_-]*)?)")]
    private static partial Regex Tokens();

    // user:password@host, with or without a scheme. The digest of an image is none.
    [GeneratedRegex(@"(?<![^\s/""'])[^\s/@:""']+:[^\s/@""']+@(?!sha256:)(?=[A-Za-z0-9\[])")]
    private static partial Regex UserInformation();

    // An address whose user name may be a token.
    [GeneratedRegex(@"//[^/@\s]+@")]
    private static partial Regex AnyUserInformation();

    // Parameters of addresses and connection strings.
    [GeneratedRegex(
        $@"((?<=[?&;]){Names}=)[^\s&;""']+|(\b{Names}=)[^\s&;,""']{{8,}}", RegexOptions.IgnoreCase)]
    private static partial Regex Assignments();
}
