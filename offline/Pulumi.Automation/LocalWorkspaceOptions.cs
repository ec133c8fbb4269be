using Pulumi.Automation.Commands;

namespace Pulumi.Automation;

/// <summary>Options of a <see cref="LocalWorkspace"/>.</summary>
public class LocalWorkspaceOptions
{
    /// <summary>Folder of the project file.</summary>
    public string? WorkDir { get; set; }

    /// <summary>Folder of the CLI's own files. Default: the CLI's.</summary>
    public string? PulumiHome { get; set; }

    /// <summary>Program that runs the CLI.</summary>
    public PulumiCommand? PulumiCommand { get; set; }

    /// <summary>Environment variables beside the inherited ones. Null removes a variable.</summary>
    public IDictionary<string, string?>? EnvironmentVariables { get; set; }
}
