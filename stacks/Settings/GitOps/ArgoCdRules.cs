using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd;
using K8tre.Components.GitOps.ArgoCd.Plugin;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.GitOps;

/// <summary>Rules for the settings of Argo CD and of the repository that it reads.</summary>
internal static class ArgoCdRules
{
    private const string ArgoCd = $"{ConfigKeys.PlatformPath}.argoCd";
    private const string GitOps = $"{ConfigKeys.PlatformPath}.gitOps";

    // configs.ssh.knownHosts of https://github.com/argoproj/argo-helm/blob/argo-cd-10.1.1/charts/argo-cd/values.yaml
    private static readonly string[] KnownToArgoCd =
        ["bitbucket.org", "github.com", "gitlab.com", "ssh.dev.azure.com", "ssh.github.com", "vs-ssh.visualstudio.com"];

    /// <summary>Returns all problems, in the order of the settings.</summary>
    public static IEnumerable<SettingProblem> Check(PlatformSettings draft, PlatformSecrets secrets) =>
    [
        .. draft.GitOps is { } gitOps ? Credential(secrets, gitOps).Concat(KnownHosts(gitOps)) : [],
        .. draft.ArgoCd is { } argoCd ? Check(draft, secrets, argoCd) : [],
    ];

    private static IEnumerable<SettingProblem> Credential(PlatformSecrets secrets, GitOpsSettings gitOps)
    {
        const string at = $"{GitOps}.credential";
        var isHttps = gitOps.RepoUrl?.StartsWith("https://", StringComparison.Ordinal) ?? true;
        switch (gitOps.Credential)
        {
            case GitCredential.None when !isHttps:
                yield return new(at, $"is none, and {GitOps}.repoUrl is an SSH address, which needs a key; write sshKey");
                break;
            case GitCredential.SshKey when isHttps && gitOps.RepoUrl is not null:
                yield return new(at, $"is sshKey, and {GitOps}.repoUrl is an HTTPS address; write an SSH address, or httpsToken");
                break;
            case GitCredential.HttpsToken or GitCredential.GitHubApp when !isHttps:
                yield return new(
                    at,
                    $"is {SettingsJson.Text(gitOps.Credential)}, and {GitOps}.repoUrl is an SSH address; write an HTTPS address, or "
                    + "sshKey");
                break;
        }

        if (gitOps.Credential != GitCredential.HttpsToken && gitOps.UserName is not (null or GitOpsSettings.DefaultUserName))
            yield return new(
                $"{GitOps}.userName",
                $"is {gitOps.UserName}, and {at} is {SettingsJson.Text(gitOps.Credential)}; remove it, or write httpsToken");

        if (gitOps.Credential == GitCredential.GitHubApp && gitOps.GitHubApp is null)
            yield return new($"{GitOps}.gitHubApp", $"is missing, and {at} is gitHubApp; add it");
        if (gitOps.Credential != GitCredential.GitHubApp && gitOps.GitHubApp is not null)
            yield return new(
                $"{GitOps}.gitHubApp", $"is set, and {at} is {SettingsJson.Text(gitOps.Credential)}; remove it, or write gitHubApp");
        if (gitOps.Credential == GitCredential.HttpsToken && secrets.GitToken is null)
            yield return SecretSetting.Named(ConfigKeys.GitToken).MissingFor($"{at} is httpsToken");
        if (gitOps.Credential is GitCredential.SshKey or GitCredential.GitHubApp && secrets.GitPrivateKey is null)
            yield return SecretSetting.Named(ConfigKeys.GitPrivateKey).MissingFor($"{at} is {SettingsJson.Text(gitOps.Credential)}");
    }

    private static IEnumerable<SettingProblem> KnownHosts(GitOpsSettings gitOps)
    {
        foreach (var (line, index) in gitOps.KnownHosts.Select((line, index) => (line, index)))
        {
            if (!Regex.IsMatch(line ?? "", Formats.KnownHost))
                yield return new($"{GitOps}.knownHosts[{index}]", $"is \"{line}\"; {Formats.KnownHostHint}");
        }

        if (gitOps is { Credential: GitCredential.SshKey, KnownHosts.Count: 0, RepoUrl: { } url }
            && Regex.Match(url, Formats.SshHost) is { Success: true } match && !KnownToArgoCd.Contains(match.Groups[1].Value))
        {
            var host = match.Groups[1].Value;
            yield return new(
                $"{GitOps}.knownHosts",
                $"is empty, and Argo CD does not know the keys of {host}; run ssh-keyscan {host}, verify the keys, and add them");
        }
    }

    private static IEnumerable<SettingProblem> Check(PlatformSettings draft, PlatformSecrets secrets, ArgoCdSettings argoCd)
    {
        if (draft.Management.Mode == ManagementMode.None)
        {
            yield return new(ArgoCd, $"is set, and {ConfigKeys.PlatformPath}.management.mode is none, which has no Argo CD; remove it");
            yield break;
        }
        if (draft.Management.Mode == ManagementMode.Stack)
        {
            yield return new(
                ArgoCd, $"is set, and {ConfigKeys.PlatformPath}.management.mode is stack; Argo CD is in the other stack: write it there");
            yield break;
        }

        foreach (var problem in Access(draft, argoCd).Concat(Sso(secrets, argoCd)).Concat(Replacements(argoCd)).Concat(Mirrors(argoCd)))
            yield return problem;
        if (argoCd.TrustedCertificates is { } certificates && !AreCertificates(certificates))
        {
            yield return new(
                $"{ArgoCd}.trustedCertificates",
                "holds no certificates; write PEM, one BEGIN CERTIFICATE to END CERTIFICATE after the other, and no key");
        }
        if (argoCd.Proxy is null && argoCd.ProxyExceptions.Count > 0)
            yield return new($"{ArgoCd}.proxyExceptions", $"is set, and {ArgoCd}.proxy is not; add the proxy, or remove the exceptions");
    }

    private static IEnumerable<SettingProblem> Access(PlatformSettings draft, ArgoCdSettings argoCd)
    {
        var domain = draft is { Management.Mode: ManagementMode.InCluster, Environments: [{ ExternalDomain: { } only }] } ? only : null;
        // The gateway serves names with one label before the domain.
        if (argoCd.Host is { } host && domain is not null
            && (!host.EndsWith($".{domain}", StringComparison.Ordinal) || host[..^(domain.Length + 1)].Contains('.')))
            yield return new($"{ArgoCd}.host", $"is {host}, and the gateway serves *.{domain}; write argocd.{domain}");
        if (draft.Management.Mode == ManagementMode.Cluster && argoCd is { Host: not null, Gateway: ArgoCdSettings.DefaultGateway })
        {
            yield return new(
                $"{ArgoCd}.gateway",
                "is that of K8TRE, which the management cluster does not have; write a Gateway of your own there, or remove "
                + $"{ArgoCd}.host");
        }
        if (argoCd is { Host: null, Gateway: not (null or ArgoCdSettings.DefaultGateway) })
            yield return new(
                $"{ArgoCd}.gateway", $"is {argoCd.Gateway}, and {ArgoCd}.host is not set; add the host, or remove the gateway");
    }

    private static IEnumerable<SettingProblem> Sso(PlatformSecrets secrets, ArgoCdSettings argoCd)
    {
        if (argoCd.Sso is not { } sso)
            yield break;

        if (!sso.IsPublicClient && secrets.ArgoCdClientSecret is null)
            yield return SecretSetting.Named(ConfigKeys.ArgoCdClientSecret).MissingFor($"{ArgoCd}.sso is set");
        if (sso.Groups is { Count: > 0 } groups)
        {
            if (!groups.Any(group => group?.Role is ArgoCdRole.Admin))
                yield return new($"{ArgoCd}.sso.groups", "names none with role admin, and the built-in administrator is disabled; add one");
            var named = groups.Where(group => group?.Name is not null).GroupBy(group => group.Name);
            foreach (var repeated in named.Where(same => same.Count() > 1))
                yield return new(
                    $"{ArgoCd}.sso.groups", $"names {repeated.Key} {repeated.Count()} times; write it once, with its highest role");
        }
    }

    private static IEnumerable<SettingProblem> Replacements(ArgoCdSettings argoCd)
    {
        var seen = new HashSet<(TreEnvironment, string)>();
        foreach (var (replacement, index) in argoCd.Replacements.Select((replacement, index) => (replacement, index)))
        {
            var path = $"{ArgoCd}.replacements[{index}]";
            if (replacement?.Word is { } word && !OverlayReplacement.IsValue(word))
                yield return new($"{path}.word", $"is \"{word}\"; {OverlayReplacement.ValueHint}");
            if (replacement?.With is { } with && !OverlayReplacement.IsText(with))
                yield return new($"{path}.with", $"is \"{with}\"; {OverlayReplacement.ValueHint}");
            if (replacement?.Word is { } same && !seen.Add((replacement.Environment, same)))
                yield return new($"{path}.word", $"is \"{same}\" again for the same environment; write it once");
        }
    }

    private static IEnumerable<SettingProblem> Mirrors(ArgoCdSettings argoCd) =>
        SettingList.For(argoCd.ImageMirrors, $"{ArgoCd}.imageMirrors")
            .Where(mirror => mirror.Item.Registry is not null)
            .GroupBy(mirror => (mirror.Item.Environment, mirror.Item.Registry))
            .SelectMany(same => same.Skip(1))
            .Select(repeated => new SettingProblem(
                $"{repeated.Path}.registry", $"is {repeated.Item.Registry} again for the same environment; write it once"));

    private static bool AreCertificates(string text)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(text);
            return certificates.Count > 0 && !text.Contains("PRIVATE KEY", StringComparison.Ordinal);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
