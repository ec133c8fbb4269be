using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulumi.Automation.Serialization;

/// <summary>Reads an operation of <c>pulumi stack history --json</c>.</summary>
internal sealed class UpdateSummaryConverter : JsonConverter<UpdateSummary>
{
    public override UpdateSummary Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var json = JsonElement.ParseValue(ref reader);
        return new()
        {
            Version = json.Member("version")?.GetInt32(),
            Kind = json.Text("kind") switch
            {
                "preview" => UpdateKind.Preview,
                "refresh" => UpdateKind.Refresh,
                "rename" => UpdateKind.Rename,
                "destroy" => UpdateKind.Destroy,
                "import" => UpdateKind.Import,
                "resource-import" => UpdateKind.ResourceImport,
                _ => UpdateKind.Update,
            },
            StartTime = json.Member("startTime")?.GetDateTimeOffset() ?? default,
            EndTime = json.Member("endTime")?.GetDateTimeOffset() ?? default,
            Message = json.Text("message") ?? "",
            Environment = json.Map("environment"),
            Result = json.Text("result") switch
            {
                "succeeded" => UpdateState.Succeeded,
                "failed" => UpdateState.Failed,
                "in-progress" => UpdateState.InProgress,
                _ => UpdateState.NotStarted,
            },
            ResourceChanges = json.Changes("resourceChanges"),
        };
    }

    public override void Write(Utf8JsonWriter writer, UpdateSummary value, JsonSerializerOptions options)
        => throw new NotSupportedException("the CLI's JSON is only read");
}
