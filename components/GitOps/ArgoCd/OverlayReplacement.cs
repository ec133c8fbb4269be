using System.Text.RegularExpressions;
using K8tre.Components.Clusters;

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>
/// A word of K8TRE's manifests that stands for another one in an environment: what upstream's overlays for Azure hold of one organisation
/// (tenant, subscription, resource groups, client ids, storage account, zone names).
/// </summary>
/// <param name="Environment">Environment whose Applications are rewritten.</param>
/// <param name="Value">The word in the manifests, after <c>${ENVIRONMENT}</c> and its like were replaced.</param>
/// <param name="Replacement">The word to put in its place, of the same characters, and text to YAML. Known once that is there which it names.</param>
public sealed partial record OverlayReplacement(TreEnvironment Environment, string Value, Output<string> Replacement)
{
    /// <summary>A word that stands for one that is known already.</summary>
    /// <exception cref="ArgumentException">It is no word, or YAML would read it as a number or a truth value.</exception>
    public OverlayReplacement(TreEnvironment environment, string value, string replacement)
        : this(environment, value, Output.Create(IsText(replacement) ? replacement : throw new ArgumentException($"\"{replacement}\" is no word; {ValueHint}", nameof(replacement))))
    {
    }

    /// <summary>The word in the manifests: letters, digits and <c>. _ @ -</c>, always whole, so that no part of a longer name is touched.</summary>
    /// <exception cref="ArgumentException">It is no word.</exception>
    public string Value { get; } = IsValue(Value)
        ? Value
        : throw new ArgumentException($"\"{Value}\" is no word; {ValueHint}", nameof(Value));

    /// <summary>What a word may be.</summary>
    public const string ValueHint = "write letters, digits, dots, dashes, underscores and @, and no number";

    /// <summary>Whether a text is one word.</summary>
    public static bool IsValue(string text) => Values().IsMatch(text);

    /// <summary>Whether a text is one word that YAML reads as text, without quotes too.</summary>
    public static bool IsText(string text) => IsValue(text) && !OtherYaml().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9._@-]{1,253}\z")]
    private static partial Regex Values();

    // Numbers, dates, truth values and null of YAML 1.1, and the dashes of a list or a document.
    [GeneratedRegex(@"\A([-.0-9_]+([eE][-0-9]+)?|0[xo][0-9a-fA-F]+|@.*|-.*|y|n|yes|no|on|off|true|false|null|\.inf|\.nan)\z", RegexOptions.IgnoreCase)]
    private static partial Regex OtherYaml();
}
