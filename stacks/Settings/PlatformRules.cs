using K8tre.Components.GitOps;

namespace K8tre.Stacks.Settings;

/// <summary>What must hold between settings. A draft may lack what could not be read: rules look at what is there.</summary>
internal static class PlatformRules
{
    private const int LabelLength = 63;

    /// <summary>All problems, in the order of the settings.</summary>
    public static IEnumerable<SettingProblem> Check(PlatformSettings draft, DateOnly today) =>
    [
        .. UniqueEnvironments(draft),
        .. Items.Of(draft.Environments, $"{Keys.PlatformPath}.environments").SelectMany(item => Environment(draft, item.Item, item.Path)),
        .. new WaiverRules(draft, today).Check(),
        .. Secrets(draft),
    ];

    private static IEnumerable<SettingProblem> UniqueEnvironments(PlatformSettings draft) =>
        Items.Of(draft.Environments, $"{Keys.PlatformPath}.environments")
            .Where(item => item.Item.Environment != default)
            .GroupBy(item => item.Item.Environment)
            .SelectMany(same => same.Skip(1), (same, repeated) => new SettingProblem(
                $"{repeated.Path}.environment",
                $"is {Text(same.Key)} like {same.First().Path}; Argo CD tells clusters apart by vendor and environment, so write each once"));

    private static IEnumerable<SettingProblem> Environment(PlatformSettings draft, EnvironmentSettings environment, string path)
    {
        var clusterName = environment.ClusterNameIn(draft);
        if (clusterName.Length > LabelLength)
        {
            yield return new SettingProblem(
                $"{path}.environment",
                $"makes the cluster's name '{clusterName}', {clusterName.Length} characters; a label holds {LabelLength}: shorten {Keys.PlatformPath}.name");
        }

        foreach (var (application, at) in Items.Of(environment.Skip, $"{path}.skip"))
        {
            if (!ClusterLabels.Skippable.Contains(application))
            {
                yield return new SettingProblem(
                    at, $"is \"{application}\"; allowed are {string.Join(", ", ClusterLabels.Skippable)}{Nearest.Hint(application, ClusterLabels.Skippable)}");
            }
        }

        if (environment.K3s is { } k3s)
        {
            foreach (var problem in new K3sRules(k3s, $"{path}.k3s", clusterName).Check())
                yield return problem;
        }
    }

    private static IEnumerable<SettingProblem> Secrets(PlatformSettings draft)
    {
        var k3s = (draft.Environments ?? []).Select(environment => environment?.K3s).OfType<K3sSettings>().ToArray();
        (bool IsNeeded, object? Value, string Key, string Why, string How)[] secrets =
        [
            (draft.Ssh is { Authentication: SshAuthentication.PrivateKey }, draft.Secrets.SshPrivateKey, Keys.SshPrivateKeyPath, "ssh.authentication is privateKey", " < your-private-key"),
            (draft.Ssh is { SudoAsksPassword: true }, draft.Secrets.SudoPassword, Keys.SudoPasswordPath, "ssh.sudoAsksPassword is true", ""),
            (k3s.Any(one => one.Registries is { SignIn: true }), draft.Secrets.RegistryCredentials, Keys.RegistryCredentialsPath, "registries.signIn is true", " < credentials.json"),
            (k3s.Any(one => one.Snapshots?.S3 is not null), draft.Secrets.SnapshotAccessKey, Keys.SnapshotAccessKeyPath, "snapshots.s3 is set", ""),
            (k3s.Any(one => one.Snapshots?.S3 is not null), draft.Secrets.SnapshotSecretKey, Keys.SnapshotSecretKeyPath, "snapshots.s3 is set", ""),
        ];
        return secrets
            .Where(secret => secret.IsNeeded && secret.Value is null)
            .Select(secret => new SettingProblem(secret.Key, $"is not set, and {(secret.Why.StartsWith("ssh", StringComparison.Ordinal) ? $"{Keys.PlatformPath}." : "")}{secret.Why}; run: pulumi config set --secret {secret.Key}{secret.How}"));
    }

    private static string Text<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
