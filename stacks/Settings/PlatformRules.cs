using K8tre.Components.Clusters;
using K8tre.Components.GitOps.Registration;
using K8tre.Stacks.Settings.GitOps;
using K8tre.Stacks.Settings.K3s;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings;

/// <summary>What must hold between settings. A draft may lack what could not be read: rules look at what is there.</summary>
internal static class PlatformRules
{
    private const int LabelLength = 63;
    private const string ManagementK3s = $"{ConfigKeys.PlatformPath}.management.k3s";

    /// <summary>All problems, in the order of the settings.</summary>
    public static IEnumerable<SettingProblem> Check(PlatformSettings draft, DateOnly today) =>
    [
        .. new VendorRules(draft).Check(),
        .. GitOpsRules.Check(draft),
        .. ArgoCdRules.Check(draft),
        .. ArtefactRules.Check(draft),
        .. draft.Management.K3s is { } k3s ? new K3sRules(k3s, ManagementK3s, draft.Name is null ? null : ManagementSettings.ClusterNameIn(draft)).Check() : [],
        .. UniqueEnvironments(draft),
        .. SettingList.For(draft.Environments, $"{ConfigKeys.PlatformPath}.environments")
            .SelectMany(item => Environment(draft, item.Item, item.Path)),
        .. new WaiverRules(draft, today).Check(),
        .. SourceSecretsRules.Check(draft),
        .. Secrets(draft),
    ];

    /// <summary>The settings of every cluster, with where they stand and the word by which a waiver names the cluster, where that could be read.</summary>
    public static IEnumerable<(K3sSettings K3s, string Path, string? Subject)> Clusters(PlatformSettings draft)
    {
        if (draft.Management.K3s is { } management)
            yield return (management, ManagementK3s, "management");
        foreach (var (environment, path) in SettingList.For(draft.Environments, $"{ConfigKeys.PlatformPath}.environments"))
        {
            if (environment.K3s is { } k3s)
                yield return (k3s, $"{path}.k3s", environment.Environment == default ? null : environment.Environment.Label());
        }
    }

    private static IEnumerable<SettingProblem> UniqueEnvironments(PlatformSettings draft) =>
        SettingList.For(draft.Environments, $"{ConfigKeys.PlatformPath}.environments")
            .Where(item => item.Item.Environment != default)
            .GroupBy(item => item.Item.Environment)
            .SelectMany(same => same.Skip(1), (same, repeated) => new SettingProblem(
                $"{repeated.Path}.environment",
                $"is {same.Key.Label()} like {same.First().Path}; Argo CD tells clusters apart by vendor and environment, so write each once"));

    private static IEnumerable<SettingProblem> Environment(PlatformSettings draft, EnvironmentSettings environment, string path)
    {
        var clusterName = draft.Name is null || environment.Environment == default ? null : environment.ClusterNameIn(draft);
        if (clusterName is { Length: > LabelLength })
        {
            yield return new SettingProblem(
                $"{path}.environment",
                $"makes the cluster's name '{clusterName}', {clusterName.Length} characters; a label holds {LabelLength}: shorten {ConfigKeys.PlatformPath}.name");
        }

        foreach (var (application, at) in SettingList.For(environment.Skip, $"{path}.skip"))
        {
            if (!ClusterLabels.Skippable.Contains(application))
            {
                yield return new SettingProblem(
                    at, $"is \"{application}\"; allowed are {string.Join(", ", ClusterLabels.Skippable)}{Spelling.Fix(application, ClusterLabels.Skippable)}");
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
        var ssh = $"{ConfigKeys.PlatformPath}.ssh";
        var clusters = Clusters(draft).ToArray();
        var signsIn = clusters.FirstOrDefault(cluster => cluster.K3s.Registries is { SignIn: true }).Path;
        var copies = clusters.FirstOrDefault(cluster => cluster.K3s.Snapshots?.S3 is not null).Path;
        var (secrets, hasBucket) = (draft.Secrets, copies is not null);
        (bool IsNeeded, object? Value, string Key, string Why, string Arguments)[] needs =
        [
            (draft.Ssh is { Authentication: SshAuthentication.PrivateKey }, secrets.SshPrivateKey, ConfigKeys.SshPrivateKeyPath, $"{ssh}.authentication is privateKey", $"{ConfigKeys.SshPrivateKeyPath} < your-private-key"),
            (draft.Ssh is { SudoAsksPassword: true }, secrets.SudoPassword, ConfigKeys.SudoPasswordPath, $"{ssh}.sudoAsksPassword is true", ConfigKeys.SudoPasswordPath),
            (signsIn is not null, secrets.RegistryCredentials, ConfigKeys.RegistryCredentialsPath, $"{signsIn}.registries.signIn is true", $"--path '{ConfigKeys.RegistryCredentialsPath}[\"ghcr.io\"].password', and the same without --secret for .username"),
            (
                hasBucket, secrets.SnapshotAccessKey, ConfigKeys.SnapshotAccessKeyPath,
                $"{copies}.snapshots.s3 is set", ConfigKeys.SnapshotAccessKeyPath),
            (
                hasBucket, secrets.SnapshotSecretKey, ConfigKeys.SnapshotSecretKeyPath,
                $"{copies}.snapshots.s3 is set", ConfigKeys.SnapshotSecretKeyPath),
        ];
        return needs
            .Where(need => need.IsNeeded && need.Value is null)
            .Select(need => new SettingProblem(need.Key, $"is not set, and {need.Why}; run: pulumi config set --secret {need.Arguments}"));
    }
}
