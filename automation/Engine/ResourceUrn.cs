namespace K8tre.Automation.Engine;

/// <summary>Creates URNs like the Pulumi engine: <c>urn:pulumi:stack::project::parentTypes$type::name</c>.</summary>
internal static class ResourceUrn
{
    /// <summary>Type of the stack resource. The URNs of its children do not include it.</summary>
    public const string StackType = "pulumi:pulumi:Stack";

    /// <summary>Creates the URN of a resource.</summary>
    /// <param name="stack">Name of the stack.</param>
    /// <param name="project">Name of the project.</param>
    /// <param name="parent">URN of the parent. Empty for none.</param>
    /// <param name="type">Type token of the resource.</param>
    /// <param name="name">Name of the resource.</param>
    public static string Create(string stack, string project, string parent, string type, string name)
    {
        var parentType = parent.Length == 0 ? StackType : QualifiedType(parent);
        var qualifiedType = parentType == StackType ? type : $"{parentType}${type}";
        return $"urn:pulumi:{stack}::{project}::{qualifiedType}::{name}";
    }

    /// <summary>Returns true if a text has the format of a URN.</summary>
    public static bool IsUrn(string text) => text.StartsWith("urn:pulumi:", StringComparison.Ordinal) && text.Split("::", 4).Length == 4;

    private static string QualifiedType(string urn) => urn.Split("::", 4)[2];
}
