namespace K8tre.Tests.Automation;

/// <summary>Assemblies that the build writes beside these tests. All projects build into sibling folders.</summary>
internal static class Built
{
    /// <summary>The command.</summary>
    public static string Command { get; } = Assembly("K8tre.Automation");

    /// <summary>The program of this repository.</summary>
    public static string Infra { get; } = Assembly("K8tre.Infra");

    /// <summary>A program whose behaviour depends on the name of the stack (tests/Programs/Scenarios).</summary>
    public static string Scenarios { get; } = Assembly("Scenarios");

    /// <summary>A program that adds to the platform (tests/Programs/AddOn).</summary>
    public static string AddOn { get; } = Assembly("AddOn");

    /// <summary>The observations of the official SDK (tests/Programs/SemanticsProbe).</summary>
    public static string SemanticsProbe { get; } = Assembly("SemanticsProbe");

    private static string Assembly(string project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, $"{project}.dll");
    }
}
