using K8tre.Components.Clusters;
using K8tre.Components.GitOps.Registration;
using K8tre.Components.Network;
using K8tre.Stacks.Settings.Aws;
using K8tre.Stacks.Settings.Azure;
using K8tre.Stacks.Settings.GitOps;
using K8tre.Stacks.Settings.K3s;
using K8tre.Stacks.Settings.Reading;
using K8tre.Stacks.Settings.Supply;

namespace K8tre.Stacks.Settings;

/// <summary>Rules for a platform's settings. A draft lacks settings that could not be read: rules check the others.</summary>
internal static class PlatformRules
{
    /// <summary>Returns all problems, in the order of the settings.</summary>
    /// <param name="draft">The settings, as far as they could be read.</param>
    /// <param name="secrets">Secrets from the stack's configuration.</param>
    /// <param name="today">Day on which waivers are checked.</param>
    public static IEnumerable<SettingProblem> Check(PlatformSettings draft, PlatformSecrets secrets, DateOnly today) =>
    [
        .. new VendorRules(draft).Check(),
        .. draft.Vendor switch
        {
            Vendor.Azure => new AzureRules(draft, secrets).Check(),
            Vendor.Aws => new AwsRules(draft).Check(),
            _ => [],
        },
        .. GitOpsRules.Check(draft),
        .. DependantStackRules.Check(draft),
        .. ModeRules.Check(draft),
        .. ArgoCdRules.Check(draft, secrets),
        .. ArtefactRules.Check(draft),
        .. KubernetesVersionRules.Check(draft),
        .. DraftCluster.In(draft).SelectMany(cluster =>
            cluster.K3s is { } k3s ? new K3sRules(k3s, $"{cluster.Path}.k3s", cluster.Name).Check() : []),
        .. Environments(draft),
        .. Edges(draft, today),
        .. new WaiverRules(draft, today).Check(),
        .. SourceSecretsRules.Check(draft, secrets),
        .. SecretRules.Check(draft, secrets),
    ];

    private static IEnumerable<SettingProblem> Edges(PlatformSettings draft, DateOnly today) =>
        SettingList.For(draft.Environments, ConfigKeys.EnvironmentsPath)
            .SelectMany(environment => new EdgeRules(draft.Vendor, today).Check(environment.Item.Edges, environment.Path));

    private static IEnumerable<SettingProblem> Environments(PlatformSettings draft)
    {
        var environments = SettingList.For(draft.Environments, ConfigKeys.EnvironmentsPath).ToArray();
        foreach (var same in environments.Where(item => item.Item.Environment != default).GroupBy(item => item.Item.Environment))
        {
            foreach (var repeated in same.Skip(1))
            {
                yield return new(
                    $"{repeated.Path}.environment",
                    $"is {same.Key.Label()} like {same.First().Path}; Argo CD identifies clusters by vendor and environment: write "
                    + "each once");
            }
        }
        foreach (var (application, at) in environments.SelectMany(item => SettingList.For(item.Item.Skip, $"{item.Path}.skip")))
        {
            if (!ClusterLabels.Skippable.Contains(application))
            {
                yield return new(
                    at,
                    $"is \"{application}\"; allowed are "
                    + $"{string.Join(", ", ClusterLabels.Skippable)}{Spelling.Fix(application, ClusterLabels.Skippable)}");
            }
        }
        var targets = DraftCluster.In(draft).Where(cluster => cluster.Environment is not null);
        // A shorter limit of AWS has a rule of its own.
        if (draft.Vendor != Vendor.Aws
            && targets.FirstOrDefault(target => target.Name?.Length > CiliumArgs.LongestClusterName) is { } longest)
        {
            yield return new(
                $"{longest.Path}.environment",
                $"makes the cluster's name '{longest.Name}', {longest.Name!.Length} characters; "
                + $"Cilium allows {CiliumArgs.LongestClusterName}: shorten {ConfigKeys.PlatformPath}.name");
        }
    }
}
