using System.Text.RegularExpressions;
using K8tre.Components.Clusters;

namespace K8tre.Components.GitOps.ArgoCd.Plugin;

/// <summary>
/// Replacement of a value in K8TRE's manifests of an environment. Upstream's overlays for Azure contain values of one organisation: tenant,
/// subscription, resource groups, client ids, storage account, zone names.
/// </summary>
/// <param name="Environment">Environment of the Applications in whose manifests the value is replaced.</param>
/// <param name="Value">Value in the manifests, after variables such as <c>${ENVIRONMENT}</c> have been replaced.</param>
/// <param name="Replacement">Replacement: letters, digits and <c>. _ @ -</c>, which YAML reads as text.</param>
public sealed partial record OverlayReplacement(TreEnvironment Environment, string Value, Output<string> Replacement)
{
    /// <summary>Valid values, for an error message.</summary>
    public const string ValueHint = "write letters, digits, dots, dashes, underscores and @, and no number";

    /// <summary>Creates a replacement that is known already.</summary>
    /// <exception cref="ArgumentException">The value or the replacement is invalid.</exception>
    public OverlayReplacement(TreEnvironment environment, string value, string replacement)
        : this(environment, value, Output.Create(IsText(replacement) ? replacement : throw Invalid(replacement, nameof(replacement))))
    {
    }

    /// <summary>Value in the manifests: letters, digits and <c>. _ @ -</c>. Parts of longer values are not replaced.</summary>
    /// <exception cref="ArgumentException">The value is invalid.</exception>
    public string Value { get; } = IsValue(Value) ? Value : throw Invalid(Value, nameof(Value));

    /// <summary>Returns true if a text is a valid value.</summary>
    public static bool IsValue(string text) => Values().IsMatch(text);

    /// <summary>Returns true if a text is a valid replacement: a valid value that YAML reads as text, even without quotes.</summary>
    public static bool IsText(string text) => IsValue(text) && (Guid.TryParseExact(text, "D", out _) || !OtherYaml().IsMatch(text));

    private static ArgumentException Invalid(string text, string parameter) => new($"\"{text}\" is invalid; {ValueHint}", parameter);

    [GeneratedRegex(@"\A[A-Za-z0-9._@-]{1,253}\z")]
    private static partial Regex Values();

    // Numbers, dates, Boolean values and null of YAML 1.1, and the dashes of a list or a document.
    [GeneratedRegex(
        @"\A([-.0-9_]+([eE][-0-9]+)?|0[xo][0-9a-fA-F]+|@.*|-.*|y|n|yes|no|on|off|true|false|null|\.inf|\.nan)\z", RegexOptions.IgnoreCase)]
    private static partial Regex OtherYaml();
}
