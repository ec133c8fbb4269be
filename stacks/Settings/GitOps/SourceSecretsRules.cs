using K8tre.Components.GitOps.Sources;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.GitOps;

/// <summary>What must hold of the source secrets' settings.</summary>
internal static class SourceSecretsRules
{
    private static readonly string[] Names = [.. SourceSecret.All.Select(secret => secret.Name)];

    /// <summary>All problems, in the order of the settings.</summary>
    public static IEnumerable<SettingProblem> Check(PlatformSettings draft) =>
        (draft.Environments ?? []).SelectMany((environment, index) => environment?.SourceSecrets is { } secrets
            ? Rotations(secrets, $"{ConfigKeys.PlatformPath}.environments[{index}].sourceSecrets.rotations")
                .Concat(Supplied(draft, environment, secrets, $"{ConfigKeys.PlatformPath}.environments[{index}].sourceSecrets.supplied"))
            : []);

    private static IEnumerable<SettingProblem> Rotations(SourceSecretsSettings secrets, string path)
    {
        var seen = new HashSet<string>();
        foreach (var (rotation, index) in secrets.Rotations.Select((rotation, index) => (rotation, index)))
        {
            if (rotation?.Secret is not { } name)
                continue;
            if (!Names.Contains(name))
                yield return Unknown($"{path}[{index}].secret", name, Names);
            else if (!seen.Add(name))
                yield return new($"{path}[{index}].secret", $"is {name} again; write it once, with its newest generation");
        }
    }

    private static IEnumerable<SettingProblem> Supplied(PlatformSettings draft, EnvironmentSettings environment, SourceSecretsSettings secrets, string path)
    {
        var seen = new HashSet<SuppliedSecretSettings>();
        foreach (var (supplied, index) in secrets.Supplied.Select((supplied, index) => (supplied, index)))
        {
            if (supplied is not { Secret: { } name, Key: { } key })
                continue;
            if (SourceSecret.All.SingleOrDefault(secret => secret.Name == name) is not { } secret)
                yield return Unknown($"{path}[{index}].secret", name, Names);
            else if (!secret.KeyNames.Contains(key))
                yield return Unknown($"{path}[{index}].key", key, [.. secret.KeyNames]);
            else if (!seen.Add(supplied))
                yield return new($"{path}[{index}]", $"is {key} of {name} again; write it once");
            else if (environment.Environment != default && draft.Secrets.Supplied(supplied.ConfigKeyOf(environment)) is null)
                yield return Missing(path, index, supplied.ConfigKeyOf(environment));
        }
    }

    private static SettingProblem Missing(string path, int index, string key) => new(
        $"{ConfigKeys.Project}:{key}", $"is not set, and {path}[{index}] says that the site has it; run: pulumi config set --secret {ConfigKeys.Project}:{key}");

    private static SettingProblem Unknown(string path, string found, string[] allowed) =>
        new(path, $"is \"{found}\"; allowed are {string.Join(", ", allowed)}{Spelling.Fix(found, allowed)}");
}
