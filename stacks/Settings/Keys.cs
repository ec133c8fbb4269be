namespace K8tre.Stacks.Settings;

/// <summary>The configuration keys of a stack, below the project's namespace.</summary>
internal static class Keys
{
    public const string Project = "k8tre";

    public const string Platform = "platform";

    public const string PlatformPath = $"{Project}:{Platform}";

    public const string SshPrivateKey = "sshPrivateKey";

    public const string SshPrivateKeyPath = $"{Project}:{SshPrivateKey}";
}
