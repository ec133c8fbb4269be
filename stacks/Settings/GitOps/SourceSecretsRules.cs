using K8tre.Components.GitOps.Sources;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.GitOps;

/// <summary>Rules for the initial secrets of an environment.</summary>
internal static class SourceSecretsRules
{
    private static readonly string[] Names = [.. SourceSecret.All.Select(secret => secret.Name)];

    private static readonly string[] WithVolumeKey = [.. SourceSecret.WithVolumeKey.Select(secret => secret.Name)];

    /// <summary>Returns all problems, in the order of the settings.</summary>
    public static IEnumerable<SettingProblem> Check(PlatformSettings draft, PlatformSecrets secrets) =>
        from item in SettingList.For(draft.Environments, ConfigKeys.EnvironmentsPath)
        where item.Item.SourceSecrets is not null
        let path = $"{item.Path}.sourceSecrets"
        from problem in Rotations(item.Item, $"{path}.rotations").Concat(Supplied(secrets, item.Item, $"{path}.supplied"))
        select problem;

    private static IEnumerable<SettingProblem> Rotations(EnvironmentSettings environment, string path)
    {
        var seen = new HashSet<string>();
        foreach (var (rotation, at) in SettingList.For(environment.SourceSecrets.Rotations, path))
        {
            if (rotation.Secret is not { } name)
                continue;
            if (name == SourceSecret.VolumeKey)
                yield return new(
                    $"{at}.secret",
                    $"is {name}, the key of encrypted volumes; volumes that exist could never be opened with another key: remove it");
            else if (SourceSecret.All.SingleOrDefault(secret => secret.Name == name) is not { } secret)
                yield return Unknown($"{at}.secret", name, Names);
            else if (!seen.Add(name))
                yield return new($"{at}.secret", $"is {name} again; write it once, with its newest generation");
            else if (IsSkipped(environment, secret))
                yield return Skipped($"{at}.secret", secret);
            else if (secret.GeneratedKeyNames.All(key => SuppliedBy(environment).Contains((name, key))))
                yield return new(
                    $"{at}.secret", $"is {name}, of which no value is generated; change the values that you supply, and remove this");
        }
    }

    private static IEnumerable<SettingProblem> Supplied(PlatformSecrets secrets, EnvironmentSettings environment, string path)
    {
        var seen = new HashSet<SuppliedSecretSettings>();
        foreach (var (supplied, at) in SettingList.For(environment.SourceSecrets.Supplied, path))
        {
            if (supplied is not { Secret: { } name, Key: { } key })
                continue;
            if (KnownIn(environment).SingleOrDefault(secret => secret.Name == name) is not { } secret)
                yield return Unknown($"{at}.secret", name, EncryptsVolumes(environment) ? WithVolumeKey : Names);
            else if (!secret.KeyNames.Contains(key))
                yield return Unknown($"{at}.key", key, [.. secret.KeyNames]);
            else if (!seen.Add(supplied))
                yield return new(at, $"is {key} of {name} again; write it once");
            else if (IsSkipped(environment, secret))
                yield return Skipped($"{at}.secret", secret);
            else if (
                environment.Environment != default && supplied.ConfigKeyFor(environment.Environment) is var config && secrets.Supplied(
                    config) is null)
                yield return Missing(at, $"{ConfigKeys.Project}:{config}");
        }
    }

    private static bool EncryptsVolumes(EnvironmentSettings environment) => environment.K3s is { EncryptVolumes: true };

    private static IReadOnlyList<SourceSecret> KnownIn(EnvironmentSettings environment) =>
        EncryptsVolumes(environment) ? SourceSecret.WithVolumeKey : SourceSecret.All;

    private static HashSet<(string?, string?)> SuppliedBy(EnvironmentSettings environment) =>
        [.. SettingList.For(environment.SourceSecrets.Supplied, "").Select(supplied => (supplied.Item.Secret, supplied.Item.Key))];

    private static bool IsSkipped(EnvironmentSettings environment, SourceSecret secret) =>
        secret.OnlyFor is { } application && environment.Skip?.Contains(application) == true;

    private static SettingProblem Skipped(string path, SourceSecret secret) =>
        new(path, $"is {secret.Name}, a secret of {secret.OnlyFor}, and skip contains {secret.OnlyFor}; remove one of them");

    private static SettingProblem Missing(string path, string key) =>
        new(key, $"is not set, and {path} says that you supply it; run: pulumi config set --secret {key}");

    private static SettingProblem Unknown(string path, string found, string[] allowed) =>
        new(path, $"is \"{found}\"; allowed are {string.Join(", ", allowed)}{Spelling.Fix(found, allowed)}");
}
