using K8tre.Components;
using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd;
using K8tre.Components.GitOps.ArgoCd.Plugin;
using K8tre.Components.OnPrem;
using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.GitOps;

namespace K8tre.Stacks;

/// <summary>Mapping of the settings to the inputs of Argo CD's components.</summary>
internal static class ArgoCdMapping
{
    // Port of the API servers of AKS and EKS.
    private const int CloudApiPort = 443;

    /// <summary>Inputs of Argo CD.</summary>
    /// <param name="settings">Settings of the stack.</param>
    /// <param name="host">Room of the cluster that Argo CD runs in.</param>
    /// <param name="targets">Clusters that it installs K8TRE in.</param>
    public static ArgoCdArgs For(StackSettings settings, IClusterRoom host, IReadOnlyList<TargetCluster> targets)
    {
        var (platform, argoCd) = (settings.Platform, settings.Platform.ArgoCd ?? new());
        var gateway = argoCd.Gateway.Split('/');
        return new()
        {
            Environment = host.Spec.Environment,
            NodeCount = host.Cluster.Cluster.NodeCount,
            ClusterCount = Math.Max(1, targets.Count),
            IsTarget = host.Spec.Role == ClusterRole.SelfManaged,
            Identity = host.Cluster.ArgoCdIdentity,
            SignInHost = host.Cluster.ArgoCdSignInHost,
            OtherClusters =
            [
                .. targets.Where(target => !target.Spec.HostsArgoCd).Select(target => target.Cluster.ApiServer),
                .. OfOtherStacks(platform.Management),
            ],
            Chart = platform.Artefacts.ArgoCdChart,
            ApiGroups = platform.Management.ApiGroups,
            Host = argoCd.Host,
            GatewayNamespace = gateway[0],
            GatewayName = gateway[1],
            Sso = argoCd.Sso is { } sso ? Sso(sso, settings.Secrets) : null,
            // Other stacks have repositories of their own.
            RepositoryUrl = platform.Management.Stacks.Count > 0 ? null : platform.GitOps?.RepoUrl,
            KnownHosts = platform.GitOps?.KnownHosts ?? [],
            TrustedCertificates = argoCd.TrustedCertificates,
            Proxy = argoCd.Proxy is { } proxy ? new Uri(proxy) : null,
            ProxyExceptions = argoCd.ProxyExceptions,
            Charts = platform.Artefacts.K8treChartFiles.ToDictionary(
                chart => chart.Key, chart => Convert.ToBase64String(File.ReadAllBytes(chart.Value))),
            Mirrors = host.Cluster.Mirrors,
            TargetMirrors = Mirrors(argoCd, targets),
            Replacements =
            [
                // The operator's replacements come before those of the platform.
                .. argoCd.Replacements.Select(item => new OverlayReplacement(item.Environment, item.Word, item.With))
                    .Concat(targets.SelectMany(target => target.Cluster.Replacements))
                    .Concat(K8treOverlays.Replacements)
                    .DistinctBy(replacement => (replacement.Environment, replacement.Value)),
            ],
            // For all environments: other stacks can register clusters with a management cluster.
            Patches = [.. K8treOverlays.Patches, .. targets.SelectMany(target => target.Cluster.Patches)],
        };
    }

    private static IEnumerable<ApiServerAddresses> OfOtherStacks(ManagementSettings management) => management.Stacks.Select(other =>
        new ApiServerAddresses(other.ApiServers, other.Vendor == Vendor.K3s ? K3sEndpoint.ApiPort : CloudApiPort));

    /// <summary>Credential of Argo CD for the repository. Null: the repository is public.</summary>
    public static RepositoryCredential? Credential(StackSettings settings)
    {
        var (gitOps, secrets) = (settings.Platform.GitOps!, settings.Secrets);
        return gitOps.Credential switch
        {
            GitCredential.None => null,
            GitCredential.HttpsToken => new RepositoryCredential.HttpsToken(gitOps.UserName, secrets.GitToken!),
            GitCredential.SshKey => new RepositoryCredential.SshKey(secrets.GitPrivateKey!),
            GitCredential.GitHubApp => new RepositoryCredential.GitHubApp(
                gitOps.GitHubApp!.AppId, gitOps.GitHubApp.InstallationId, secrets.GitPrivateKey!, gitOps.GitHubApp.ApiUrl),
            var other => throw new ArgumentOutOfRangeException(nameof(settings), other, "the kind of credential is unknown"),
        };
    }

    // The operator's mirrors come before those of the platform.
    private static Dictionary<TreEnvironment, ImageMirrors> Mirrors(ArgoCdSettings argoCd, IReadOnlyList<TargetCluster> targets) =>
        argoCd.ImageMirrors.Select(item => (item.Environment, item.Registry, item.Mirror))
            .Concat(targets.SelectMany(target => target.Cluster.Mirrors.Addresses
                .Select(mirror => (target.Spec.Environment, Registry: mirror.Key, Mirror: mirror.Value))))
            .DistinctBy(mirror => (mirror.Environment, mirror.Registry))
            .GroupBy(mirror => mirror.Environment)
            .ToDictionary(
                environment => environment.Key,
                environment => new ImageMirrors
                {
                    Addresses = environment.ToDictionary(mirror => mirror.Registry, mirror => mirror.Mirror),
                });

    private static ArgoCdSso Sso(SsoSettings sso, PlatformSecrets secrets) => new()
    {
        Issuer = sso.Issuer,
        ClientId = sso.ClientId,
        ClientSecret = sso.IsPublicClient ? null : (Input<string>)secrets.ArgoCdClientSecret!,
        Scopes = sso.Scopes,
        GroupsClaim = sso.GroupsClaim,
        Groups = sso.Groups.ToDictionary(group => group.Name, group => group.Role),
    };
}
