using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd;
using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.GitOps;

namespace K8tre.Stacks;

/// <summary>What Argo CD's components get of the settings.</summary>
internal static class ArgoCdMapping
{
    /// <summary>Inputs of Argo CD in a cluster.</summary>
    /// <param name="settings">The platform's settings.</param>
    /// <param name="cluster">The cluster it runs in.</param>
    /// <param name="isTarget">Whether it installs K8TRE there.</param>
    /// <param name="own">Words of K8TRE's manifests for which the platform itself knows others. The settings' come first.</param>
    public static ArgoCdArgs For(PlatformSettings settings, ICluster cluster, bool isTarget, IReadOnlyList<OverlayReplacement> own)
    {
        var argoCd = settings.ArgoCd ?? new();
        var gateway = argoCd.Gateway.Split('/');
        return new()
        {
            Environment = cluster.Environment,
            NodeCount = cluster.NodeCount,
            IsTarget = isTarget,
            Chart = settings.Artefacts.ArgoCdChart,
            ApiGroups = settings.Management.ApiGroups,
            Host = argoCd.Host,
            GatewayNamespace = gateway[0],
            GatewayName = gateway[1],
            Sso = argoCd.Sso is { } sso ? Sso(sso, settings.Secrets) : null,
            KnownHosts = settings.GitOps?.KnownHosts ?? [],
            TrustedCertificates = argoCd.TrustedCertificates,
            Proxy = argoCd.Proxy is { } proxy ? new Uri(proxy) : null,
            ProxyExceptions = argoCd.ProxyExceptions,
            Replacements =
            [
                .. argoCd.Replacements.Select(item => new OverlayReplacement(item.Environment, item.Word, item.With))
                    .Concat(own)
                    .DistinctBy(replacement => (replacement.Environment, replacement.Value)),
            ],
        };
    }

    /// <summary>How Argo CD signs in to the repository. Null: it is public.</summary>
    public static RepositoryCredential? Credential(PlatformSettings settings)
    {
        var gitOps = settings.GitOps!;
        var secrets = settings.Secrets;
        return gitOps.Credential switch
        {
            GitCredential.None => null,
            GitCredential.HttpsToken => new RepositoryCredential.HttpsToken(gitOps.UserName, secrets.GitToken!),
            GitCredential.SshKey => new RepositoryCredential.SshKey(secrets.GitPrivateKey!),
            GitCredential.GitHubApp => new RepositoryCredential.GitHubApp(
                gitOps.GitHubApp!.AppId, gitOps.GitHubApp.InstallationId, secrets.GitPrivateKey!, gitOps.GitHubApp.ApiUrl),
            var other => throw new ArgumentOutOfRangeException(nameof(settings), other, "no credential is known of this kind"),
        };
    }

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
