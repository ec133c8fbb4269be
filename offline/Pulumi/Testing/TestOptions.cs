namespace Pulumi.Testing;

/// <summary>Facts about the deployment of a program under test.</summary>
public class TestOptions
{
    /// <summary>The name of the project. Default: <c>project</c>.</summary>
    public string? ProjectName { get; set; }

    /// <summary>The folder of the project. Default: none, and reading it fails.</summary>
    public string? RootDirectory { get; set; }

    /// <summary>The name of the stack. Default: <c>stack</c>.</summary>
    public string? StackName { get; set; }

    /// <summary>True for a preview, in which outputs that no mock gives are unknown. Default: true.</summary>
    public bool? IsPreview { get; set; }

    /// <summary>The name of the organization. Default: <c>organization</c>.</summary>
    public string? OrganizationName { get; set; }
}
