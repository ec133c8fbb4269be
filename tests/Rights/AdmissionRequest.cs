using System.Text.Json.Nodes;

namespace K8tre.Tests.Rights;

/// <summary>Request to an API server, as admission policies see it.</summary>
internal sealed record AdmissionRequest
{
    /// <summary><c>CREATE</c>, <c>UPDATE</c>, <c>DELETE</c> or <c>CONNECT</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>Resource, with its subresource if there is one: <c>pods/exec</c>.</summary>
    public required string Resource { get; init; }

    /// <summary>API group. Default: the core group.</summary>
    public string ApiGroup { get; init; } = "";

    /// <summary>Namespace. For a Namespace: its name.</summary>
    public required string Namespace { get; init; }

    /// <summary>User name.</summary>
    public required string User { get; init; }

    /// <summary>Groups of the user besides those of everybody.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>New object. Default: none; the request deletes or connects.</summary>
    public JsonNode? Object { get; init; }

    /// <summary>Object before the request. Default: none.</summary>
    public JsonNode? OldObject { get; init; }
}
