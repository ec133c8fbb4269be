namespace K8tre.Stacks.Settings.Reading;

/// <summary>Placeholders for secrets that are not set. Only plans contain them: a deployment refuses to start.</summary>
internal static class SecretPlaceholders
{
    /// <summary>Returns true if a value stands for an encrypted secret in a plan, which does not decrypt it.</summary>
    public static bool IsPlaceholder(string value) =>
        IsPlan && value.StartsWith("placeholder for the encrypted ", StringComparison.Ordinal);

    /// <summary>Loads settings. For a plan, placeholders replace missing secrets, and the program warns about each.</summary>
    /// <param name="secrets">Secrets from the stack's configuration.</param>
    /// <param name="load">Loads the settings with the given secrets.</param>
    /// <exception cref="SettingsException">A setting is wrong, or a secret is not set and the program does not run for a plan.</exception>
    public static T Load<T>(PlatformSecrets secrets, Func<PlatformSecrets, T> load)
    {
        try
        {
            return load(secrets);
        }
        catch (SettingsException error) when (IsPlan && error.Problems.Any(IsMissingSecret))
        {
            var missing = error.Problems.Where(IsMissingSecret).ToList();
            foreach (var problem in missing)
                Log.Warn($"{PlanMode.MissingSecret}{problem}");
            return load(With(secrets, [.. missing.Select(problem => problem.Path)]));
        }
    }

    // Registries of accounts in a plan: one of K3s, and those that clouds have accounts for.
    private static readonly string[] Registries = ["registry", "docker.io", "ghcr.io", "quay.io"];

    // The variable alone is not enough: an operator could have set it for a deployment.
    private static bool IsPlan => Environment.GetEnvironmentVariable(PlanMode.Variable) == "true" && Deployment.Instance.IsDryRun;

    private static bool IsMissingSecret(SettingProblem problem)
        => problem.Path.StartsWith($"{ConfigKeys.Project}:", StringComparison.Ordinal)
            && !problem.IsAbout(ConfigKeys.PlatformPath)
            && problem.Text.StartsWith("is not set", StringComparison.Ordinal);

    private static PlatformSecrets With(PlatformSecrets secrets, HashSet<string> missing)
    {
        return secrets with
        {
            SshPrivateKey = secrets.SshPrivateKey ?? Placeholder(ConfigKeys.SshPrivateKey),
            SudoPassword = secrets.SudoPassword ?? Placeholder(ConfigKeys.SudoPassword),
            Registries = null,
            CertifiedEnvironments = null,
            RegistryCredentials = Complete(ConfigKeys.RegistryCredentials, secrets.RegistryCredentials)
                ?? Placeholder(ConfigKeys.RegistryCredentials, $"{{{string.Join(',', Registries.Select(Account))}}}"),
            SnapshotAccessKey = secrets.SnapshotAccessKey ?? Placeholder(ConfigKeys.SnapshotAccessKey),
            SnapshotSecretKey = secrets.SnapshotSecretKey ?? Placeholder(ConfigKeys.SnapshotSecretKey),
            GitToken = secrets.GitToken ?? Placeholder(ConfigKeys.GitToken),
            GitPrivateKey = secrets.GitPrivateKey ?? Placeholder(ConfigKeys.GitPrivateKey),
            ArgoCdClientSecret = secrets.ArgoCdClientSecret ?? Placeholder(ConfigKeys.ArgoCdClientSecret),
            GatewayCertificates = Complete(ConfigKeys.GatewayCertificates, secrets.GatewayCertificates)
                ?? Placeholder(ConfigKeys.GatewayCertificates, """{"dev":"placeholder","stg":"placeholder","prd":"placeholder"}"""),
            Supplied = name => secrets.Supplied(name) ?? Placeholder(name),
        };

        static string Account(string registry) => $$"""
            "{{registry}}":{"username":"placeholder","password":"placeholder"}
            """;

        // A secret that lacks one of its values is replaced as a whole.
        Output<string>? Complete(string name, Output<string>? value) =>
            missing.Any(problem => problem.StartsWith($"{ConfigKeys.Project}:{name}", StringComparison.Ordinal)) ? null : value;

        // A secret that is not set and not required stays absent.
        Output<string>? Placeholder(string name, string? text = null)
        {
            var path = $"{ConfigKeys.Project}:{name}";
            return missing.Any(problem => new SettingProblem(problem, "").IsAbout(path))
                ? Output.CreateSecret(text ?? $"placeholder for the missing {path}")
                : null;
        }
    }
}
