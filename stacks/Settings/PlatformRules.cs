using K8tre.Components.GitOps.Registration;
using K8tre.Stacks.Settings.GitOps;
using K8tre.Stacks.Settings.K3s;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings;

/// <summary>What must hold between settings. A draft may lack what could not be read: rules look at what is there.</summary>
internal static class PlatformRules
{
    private const int LabelLength = 63;
    private const string ManagementK3s = $"{Keys.PlatformPath}.management.k3s";

    /// <summary>All problems, in the order of the settings.</summary>
    public static IEnumerable<SettingProblem> Check(PlatformSettings draft, DateOnly today) =>
    [
        .. new VendorRules(draft).Check(),
        .. GitOpsRules.Check(draft),
        .. ArgoCdRules.Check(draft),
        .. ArtefactRules.Check(draft),
        .. draft.Management.K3s is { } k3s ? new K3sRules(k3s, ManagementK3s, draft.Name is null ? null : ManagementSettings.ClusterNameIn(draft)).Check() : [],
        .. UniqueEnvironments(draft),
        .. Items.Of(draft.Environments, $"{Keys.PlatformPath}.environments").SelectMany(item => Environment(draft, item.Item, item.Path)),
        .. new WaiverRules(draft, today).Check(),
        .. SourceSecretsRules.Check(draft),
        .. Secrets(draft),
    ];

    /// <summary>The settings of every cluster, with where they stand and the word by which a waiver names the cluster, where that could be read.</summary>
    public static IEnumerable<(K3sSettings K3s, string Path, string? Subject)> Clusters(PlatformSettings draft)
    {
        if (draft.Management.K3s is { } management)
            yield return (management, ManagementK3s, "management");
        foreach (var (environment, path) in Items.Of(draft.Environments, $"{Keys.PlatformPath}.environments"))
        {
            if (environment.K3s is { } k3s)
                yield return (k3s, $"{path}.k3s", environment.Environment == default ? null : Text(environment.Environment));
        }
    }

    private static IEnumerable<SettingProblem> UniqueEnvironments(PlatformSettings draft) =>
        Items.Of(draft.Environments, $"{Keys.PlatformPath}.environments")
            .Where(item => item.Item.Environment != default)
            .GroupBy(item => item.Item.Environment)
            .SelectMany(same => same.Skip(1), (same, repeated) => new SettingProblem(
                $"{repeated.Path}.environment",
                $"is {Text(same.Key)} like {same.First().Path}; Argo CD tells clusters apart by vendor and environment, so write each once"));

    private static IEnumerable<SettingProblem> Environment(PlatformSettings draft, EnvironmentSettings environment, string path)
    {
        var clusterName = draft.Name is null || environment.Environment == default ? null : environment.ClusterNameIn(draft);
        if (clusterName is { Length: > LabelLength })
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
        var ssh = $"{Keys.PlatformPath}.ssh";
        var clusters = Clusters(draft).ToArray();
        var signsIn = clusters.FirstOrDefault(cluster => cluster.K3s.Registries is { SignIn: true }).Path;
        var copies = clusters.FirstOrDefault(cluster => cluster.K3s.Snapshots?.S3 is not null).Path;
        var (secrets, hasBucket) = (draft.Secrets, copies is not null);
        (bool IsNeeded, object? Value, string Key, string Why, string Arguments)[] needs =
        [
            (draft.Ssh is { Authentication: SshAuthentication.PrivateKey }, secrets.SshPrivateKey, Keys.SshPrivateKeyPath, $"{ssh}.authentication is privateKey", $"{Keys.SshPrivateKeyPath} < your-private-key"),
            (draft.Ssh is { SudoAsksPassword: true }, secrets.SudoPassword, Keys.SudoPasswordPath, $"{ssh}.sudoAsksPassword is true", Keys.SudoPasswordPath),
            (signsIn is not null, secrets.RegistryCredentials, Keys.RegistryCredentialsPath, $"{signsIn}.registries.signIn is true", $"--path '{Keys.RegistryCredentialsPath}[\"ghcr.io\"].password', and the same without --secret for .username"),
            (hasBucket, secrets.SnapshotAccessKey, Keys.SnapshotAccessKeyPath, $"{copies}.snapshots.s3 is set", Keys.SnapshotAccessKeyPath),
            (hasBucket, secrets.SnapshotSecretKey, Keys.SnapshotSecretKeyPath, $"{copies}.snapshots.s3 is set", Keys.SnapshotSecretKeyPath),
        ];
        return needs
            .Where(need => need.IsNeeded && need.Value is null)
            .Select(need => new SettingProblem(need.Key, $"is not set, and {need.Why}; run: pulumi config set --secret {need.Arguments}"));
    }

    private static string Text<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
