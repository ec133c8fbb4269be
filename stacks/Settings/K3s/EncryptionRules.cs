using K8tre.Components;
using K8tre.Components.OnPrem;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.K3s;

/// <summary>Rules for the encryption of Secrets.</summary>
/// <param name="k3s">The cluster's settings, as far as they could be read.</param>
/// <param name="path">Their path.</param>
internal sealed class EncryptionRules(K3sSettings k3s, string path)
{
    // First patches with secretbox: https://docs.k3s.io/security/secrets-encryption#choosing-encryption-provider
    private static readonly Dictionary<int, int> FirstPatches = new() { [30] = 12, [31] = 8, [32] = 4 };

    private static readonly int OldestMinor = FirstPatches.Keys.Min();

    /// <summary>Returns all problems.</summary>
    public IEnumerable<SettingProblem> Check()
    {
        if (k3s.SecretsEncryption is not { } encryption)
            yield break;
        var at = $"{path}.secretsEncryption";
        var version = k3s.Version ?? Versions.K3s.Version;
        if (encryption.Provider == EncryptionProvider.Secretbox && IsTooOld(version))
            yield return new(
                $"{at}.provider",
                $"is secretbox, and K3s {version} has only aescbc; write aescbc until version is v1.33.0+k3s1 or newer");
        if (encryption.Kms is not { } kms)
            yield break;
        if (kms is { Url: null, Path: null })
            yield return new($"{at}.kms", "has no program; write url, or path for a program that is on every server");
        if (kms is { Url: not null, Path: not null })
            yield return new($"{at}.kms.url", "is set, and path is set too; write one of them");
        foreach (var (argument, item) in SettingList.For(kms.Arguments, $"{at}.kms.arguments"))
        {
            if (argument.AsSpan().ContainsAny('\n', '\r'))
                yield return new(item, "has a line break; write it on one line");
        }
    }

    private static bool IsTooOld(string version) =>
        version.TrimStart('v').Split('.', '+') is [_, var minor, var patch, ..]
        && int.TryParse(minor, out var number)
        && int.TryParse(patch, out var fix)
        && (number < OldestMinor || (FirstPatches.TryGetValue(number, out var first) && fix < first));
}
