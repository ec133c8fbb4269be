using K8tre.Automation.Plans;
using Pulumirpc;

namespace K8tre.Automation.Engine;

/// <summary>Reads the resource options of a request.</summary>
internal static class RequestedOptions
{
    /// <summary>The options of a registration.</summary>
    public static PlanOptions Of(RegisterResourceRequest request, InheritedOptions inherited, EngineOptions engine) => new()
    {
        Protect = inherited.Protect ?? false,
        RetainOnDelete = inherited.RetainOnDelete ?? false,
        DeleteBeforeReplace = request.DeleteBeforeReplace,
        IgnoreChanges = [.. request.IgnoreChanges],
        ReplaceOnChanges = [.. request.ReplaceOnChanges],
        Aliases = [.. request.AliasURNs, .. request.Aliases.Select(alias => Urn(alias, request, engine))],
        AdditionalSecretOutputs = [.. request.AdditionalSecretOutputs],
        CustomTimeouts = Timeouts(request.CustomTimeouts),
        DeletedWith = Given(inherited.DeletedWith),
        ImportId = Given(request.ImportId),
        Version = Given(request.Version),
    };

    /// <summary>The options of a resource that is only read.</summary>
    public static PlanOptions Of(ReadResourceRequest request) => new()
    {
        AdditionalSecretOutputs = [.. request.AdditionalSecretOutputs],
        Version = Given(request.Version),
    };

    // What an alias leaves out is as the resource has it now.
    private static string Urn(Alias alias, RegisterResourceRequest request, EngineOptions engine)
    {
        if (alias.AliasCase == Alias.AliasOneofCase.Urn)
            return alias.Urn;

        var spec = alias.Spec ?? new();
        var parent = spec.ParentCase switch
        {
            Alias.Types.Spec.ParentOneofCase.ParentUrn => spec.ParentUrn,
            Alias.Types.Spec.ParentOneofCase.NoParent when spec.NoParent => "",
            _ => request.Parent,
        };
        return ResourceUrn.Create(
            Given(spec.Stack) ?? engine.Stack,
            Given(spec.Project) ?? engine.Project,
            parent,
            Given(spec.Type) ?? request.Type,
            Given(spec.Name) ?? request.Name);
    }

    private static Dictionary<string, string> Timeouts(RegisterResourceRequest.Types.CustomTimeouts? timeouts)
    {
        (string Action, string? Limit)[] limits =
            [("create", timeouts?.Create), ("update", timeouts?.Update), ("delete", timeouts?.Delete)];
        return limits.Where(limit => limit.Limit is { Length: > 0 }).ToDictionary(limit => limit.Action, limit => limit.Limit!);
    }

    private static string? Given(string text) => text.Length > 0 ? text : null;
}
