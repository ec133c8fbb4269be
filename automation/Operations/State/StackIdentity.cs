using K8tre.Automation.Projects;

namespace K8tre.Automation.Operations.State;

/// <summary>A stack of a project, and where its state is.</summary>
/// <param name="Project">The project.</param>
/// <param name="Name">Name of the stack.</param>
internal sealed record StackIdentity(Project Project, string Name)
{
    private const string FileScheme = "file://";

    /// <summary>Path of the stack file.</summary>
    public string SettingsPath => Path.Combine(Project.StackDirectory, $"Pulumi.{Name}.yaml");

    /// <summary>Folder of a backend of files that the environment names. Null if the state is elsewhere, or a login names it.</summary>
    public static string? BackendFolder => FolderOf(Environment.GetEnvironmentVariable("PULUMI_BACKEND_URL"));

    /// <summary>Value of <c>encryptionsalt</c>. Null if no passphrase encrypts the secrets of the stack.</summary>
    public string? EncryptionSalt => YamlFile.Read(SettingsPath).Text("encryptionsalt");

    /// <summary>Folder of a URL with the scheme <c>file</c>. Null for other URLs.</summary>
    public static string? FolderOf(string? url)
    {
        if (url?.StartsWith(FileScheme, StringComparison.Ordinal) is not true)
            return null;
        var path = url[FileScheme.Length..].Split('?')[0];
        return path is "~" || path.StartsWith("~/", StringComparison.Ordinal)
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[1..].TrimStart('/'))
            : Path.GetFullPath(path);
    }
}
