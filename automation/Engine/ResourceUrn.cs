namespace K8tre.Automation.Engine;

/// <summary>Builds and reads URNs as the Pulumi engine does: <c>urn:pulumi:stack::project::parentTypes$type::name</c>.</summary>
internal static class ResourceUrn
{
    /// <summary>Type of the resource that stands for the stack; it is left out of its children's URNs.</summary>
    public const string StackType = "pulumi:pulumi:Stack";

    /// <summary>The URN of a resource.</summary>
    /// <param name="stack">Name of the stack.</param>
    /// <param name="project">Name of the project.</param>
    /// <param name="parent">URN of the parent; empty for none.</param>
    /// <param name="type">The resource's type token.</param>
    /// <param name="name">The resource's name.</param>
    public static string Create(string stack, string project, string parent, string type, string name)
    {
        var parentType = parent.Length == 0 ? StackType : QualifiedType(parent);
        var qualifiedType = parentType == StackType ? type : $"{parentType}${type}";
        return $"urn:pulumi:{stack}::{project}::{qualifiedType}::{name}";
    }

    /// <summary>Whether the text has the shape of a URN.</summary>
    public static bool IsUrn(string text) => text.StartsWith("urn:pulumi:", StringComparison.Ordinal) && text.Split("::", 4).Length == 4;

    /// <summary>The URN in a provider reference (<c>urn::id</c>); null for an empty reference.</summary>
    public static string? OfProvider(string reference)
        => reference.Length == 0 ? null : reference[..Math.Max(reference.LastIndexOf("::", StringComparison.Ordinal), 0)];

    private static string QualifiedType(string urn) => urn.Split("::", 4)[2];
}
