using K8tre.Stacks.Settings.K3s;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings;

/// <summary>Rules for the secrets that K3s clusters, their hosts and image registries need.</summary>
internal static class SecretRules
{
    /// <summary>Returns all problems, in the order of the settings.</summary>
    public static IEnumerable<SettingProblem> Check(PlatformSettings draft, PlatformSecrets secrets)
    {
        var ssh = $"{ConfigKeys.PlatformPath}.ssh";
        if (draft.Ssh is { Authentication: SshAuthentication.PrivateKey } && secrets.SshPrivateKey is null)
            yield return SecretSetting.Named(ConfigKeys.SshPrivateKey).MissingFor($"{ssh}.authentication is privateKey");
        if (draft.Ssh is { SudoAsksPassword: true } && secrets.SudoPassword is null)
            yield return SecretSetting.Named(ConfigKeys.SudoPassword).MissingFor($"{ssh}.sudoAsksPassword is true");

        var clusters = DraftCluster.In(draft).ToArray();
        if (secrets.RegistryCredentials is null
            && clusters.FirstOrDefault(cluster => cluster.K3s?.Registries?.SignIn == true) is { } signsIn)
            yield return SecretSetting.Named(ConfigKeys.RegistryCredentials).MissingFor($"{signsIn.Path}.k3s.registries.signIn is true");
        if (secrets.RegistryCredentials is null && AccountsOf(draft) is { } accounts)
            yield return SecretSetting.Named(ConfigKeys.RegistryCredentials).MissingFor($"{accounts} is not empty");
        foreach (var problem in Accounts(draft, secrets))
            yield return problem;
        if (secrets.KmsCredentials is null
            && clusters.FirstOrDefault(cluster => NamesCredentials(cluster.K3s?.SecretsEncryption?.Kms)) is { } plugin)
        {
            yield return SecretSetting.Named(ConfigKeys.KmsCredentials)
                .MissingFor($"{plugin.Path}.k3s.secretsEncryption.kms.arguments contain {{credentials}}");
        }
        if (clusters.FirstOrDefault(cluster => cluster.K3s?.Snapshots?.S3 is not null) is not { } copies)
            yield break;
        if (secrets.SnapshotAccessKey is null)
            yield return SecretSetting.Named(ConfigKeys.SnapshotAccessKey).MissingFor($"{copies.Path}.k3s.snapshots.s3 is set");
        if (secrets.SnapshotSecretKey is null)
            yield return SecretSetting.Named(ConfigKeys.SnapshotSecretKey).MissingFor($"{copies.Path}.k3s.snapshots.s3 is set");
    }

    private static IEnumerable<SettingProblem> Accounts(PlatformSettings draft, PlatformSecrets secrets) =>
        from account in SettingList.For(draft.Aws?.RegistryAccounts ?? draft.Azure?.RegistryAccounts, AccountsOf(draft) ?? "")
        where secrets.Registries?.Contains(account.Item) == false
        let part = $"[\"{account.Item}\"]"
        select SecretSetting.Named(ConfigKeys.RegistryCredentials).MissingPartFor($"{part}.password", $"{account.Path} is {account.Item}");

    private static bool NamesCredentials(KmsSettings? kms) =>
        kms?.Arguments?.Any(argument => argument?.Contains("{credentials}", StringComparison.Ordinal) == true) == true;

    // Path of the setting of the registries that need an account.
    private static string? AccountsOf(PlatformSettings draft) =>
        draft.Aws is { RegistryAccounts.Count: > 0 } ? $"{ConfigKeys.PlatformPath}.aws.registryAccounts"
        : draft.Azure is { RegistryAccounts.Count: > 0 } ? $"{ConfigKeys.PlatformPath}.azure.registryAccounts"
        : null;
}
