using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pulumi.Automation.Events;

namespace Pulumi.Automation.Serialization;

/// <summary>Reads an event of the engine: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/events.go</summary>
internal sealed class EngineEventConverter : JsonConverter<EngineEvent>
{
    public override EngineEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var json = JsonElement.ParseValue(ref reader);
        return new()
        {
            Sequence = json.Number("sequence"),
            Timestamp = json.Number("timestamp"),
            CancelEvent = json.Member("cancelEvent") is null ? null : new(),
            DiagnosticEvent = json.Member("diagnosticEvent") is { } diagnostic ? Diagnostic(diagnostic) : null,
            PreludeEvent = json.Member("preludeEvent") is { } prelude ? new() { Config = prelude.Map("config") } : null,
            SummaryEvent = json.Member("summaryEvent") is { } summary ? Summary(summary) : null,
            ResourcePreEvent = json.Member("resourcePreEvent") is { } start
                ? new() { Metadata = Step(start, options), Planning = start.Truth("planning") }
                : null,
            ResourceOutputsEvent = json.Member("resOutputsEvent") is { } outputs
                ? new() { Metadata = Step(outputs, options), Planning = outputs.Truth("planning") }
                : null,
            ResourceOperationFailedEvent = json.Member("resOpFailedEvent") is { } failed
                ? new() { Metadata = Step(failed, options), Status = failed.Number("status"), Steps = failed.Number("steps") }
                : null,
        };
    }

    public override void Write(Utf8JsonWriter writer, EngineEvent value, JsonSerializerOptions options)
        => throw new NotSupportedException("the CLI's JSON is only read");

    private static DiagnosticEvent Diagnostic(JsonElement json) => new()
    {
        Urn = json.Text("urn"),
        Prefix = json.Text("prefix"),
        Message = json.Text("message") ?? "",
        Color = json.Text("color") ?? "",
        Severity = json.Text("severity") ?? "",
        Ephemeral = json.Truth("ephemeral"),
    };

    private static SummaryEvent Summary(JsonElement json) => new()
    {
        MaybeCorrupt = json.Truth("maybeCorrupt") ?? false,
        DurationSeconds = json.Number("durationSeconds"),
        ResourceChanges = json.Changes("resourceChanges") ?? ImmutableDictionary<OperationType, int>.Empty,
    };

    private static StepEventMetadata Step(JsonElement json, JsonSerializerOptions options)
    {
        var step = json.GetProperty("metadata");
        return new()
        {
            Op = Json.Operation(step.Text("op")),
            Urn = step.Text("urn") ?? "",
            Type = step.Text("type") ?? "",
            Old = step.Member("old") is { } old ? State(old, options) : null,
            New = step.Member("new") is { } next ? State(next, options) : null,
            Keys = step.Texts("keys"),
            Diffs = step.Texts("diffs"),
            DetailedDiff = step.Member("detailedDiff")?.EnumerateObject()
                .ToImmutableDictionary(entry => entry.Name, entry => Diff(entry.Value)),
            Logical = step.Truth("logical"),
            Provider = step.Text("provider") ?? "",
        };
    }

    private static PropertyDiff Diff(JsonElement json) => new()
    {
        InputDiff = json.Truth("inputDiff") ?? false,
        Kind = json.Text("diffKind") switch
        {
            "add" => DiffKind.Add,
            "add-replace" => DiffKind.AddReplace,
            "delete" => DiffKind.Delete,
            "delete-replace" => DiffKind.DeleteReplace,
            "update-replace" => DiffKind.UpdateReplace,
            _ => DiffKind.Update,
        },
    };

    private static StepEventStateMetadata State(JsonElement json, JsonSerializerOptions options) => new()
    {
        Type = json.Text("type") ?? "",
        Urn = json.Text("urn") ?? "",
        Custom = json.Truth("custom"),
        Delete = json.Truth("delete"),
        Id = json.Text("id") ?? "",
        Parent = json.Text("parent") ?? "",
        Protect = json.Truth("protect"),
        Inputs = json.Objects("inputs", options),
        Outputs = json.Objects("outputs", options),
        Provider = json.Text("provider") ?? "",
        InitErrors = json.Texts("initErrors"),
    };
}
