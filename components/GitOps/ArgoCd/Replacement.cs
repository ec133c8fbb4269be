using System.Text.RegularExpressions;
using K8tre.Components.Clusters;

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>
/// A word of K8TRE's manifests that stands for another one in an environment: what upstream's overlays for Azure hold of one organisation
/// (tenant, subscription, resource groups, client ids, storage account, zone names).
/// </summary>
/// <param name="Environment">Environment whose Applications are rewritten.</param>
/// <param name="Word">The word in the manifests, after <c>${ENVIRONMENT}</c> and its like were replaced.</param>
/// <param name="With">The word to put in its place, of the same characters, and text to YAML. Known once that is there which it names.</param>
public sealed partial record Replacement(TreEnvironment Environment, string Word, Output<string> With)
{
    /// <summary>A word that stands for one that is known already.</summary>
    /// <exception cref="ArgumentException">It is no word, or YAML would read it as a number or a truth value.</exception>
    public Replacement(TreEnvironment environment, string word, string with)
        : this(environment, word, Output.Create(IsText(with) ? with : throw new ArgumentException($"\"{with}\" is no word; {WordHint}", nameof(with))))
    {
    }

    /// <summary>The word in the manifests: letters, digits and <c>. _ @ -</c>, always whole, so that no part of a longer name is touched.</summary>
    /// <exception cref="ArgumentException">It is no word.</exception>
    public string Word { get; } = IsWord(Word) ? Word : throw new ArgumentException($"\"{Word}\" is no word; {WordHint}", nameof(Word));

    /// <summary>What a word may be.</summary>
    public const string WordHint = "write letters, digits, dots, dashes, underscores and @, and no number";

    /// <summary>Whether a text is one word.</summary>
    public static bool IsWord(string text) => Words().IsMatch(text);

    /// <summary>Whether a text is one word that YAML reads as text, without quotes too.</summary>
    public static bool IsText(string text) => IsWord(text) && !OtherYaml().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9._@-]{1,253}\z")]
    private static partial Regex Words();

    // Numbers, dates, truth values and null of YAML 1.1, and the dashes of a list or a document.
    [GeneratedRegex(@"\A([-.0-9_]+([eE][-0-9]+)?|0[xo][0-9a-fA-F]+|@.*|-.*|y|n|yes|no|on|off|true|false|null|\.inf|\.nan)\z", RegexOptions.IgnoreCase)]
    private static partial Regex OtherYaml();
}
