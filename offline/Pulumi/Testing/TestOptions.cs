namespace Pulumi.Testing;

/// <summary>What a program under test is told about its deployment.</summary>
public class TestOptions
{
    /// <summary>The name of the project. Default: <c>project</c>.</summary>
    public string? ProjectName { get; set; }

    /// <summary>The folder of the project. Default: none, and reading it fails.</summary>
    public string? RootDirectory { get; set; }

    /// <summary>The name of the stack. Default: <c>stack</c>.</summary>
    public string? StackName { get; set; }

    /// <summary>Whether it is a preview, in which outputs that no mock gives are unknown. Default: it is.</summary>
    public bool? IsPreview { get; set; }

    /// <summary>The name of the organization. Default: <c>organization</c>.</summary>
    public string? OrganizationName { get; set; }
}
