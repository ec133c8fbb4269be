using System.Text.Json;

namespace Pulumi.Automation.Serialization;

/// <summary>Reads the JSON of the CLI.</summary>
public class LocalSerializer
{
    private readonly JsonSerializerOptions _options = BuildJsonSerializerOptions();

    /// <summary>Creates the options that read what the CLI and its engine write.</summary>
    public static JsonSerializerOptions BuildJsonSerializerOptions() => new()
    {
        AllowTrailingCommas = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new ObjectConverter(), new EngineEventConverter(), new UpdateSummaryConverter() },
    };

    /// <summary>Reads JSON.</summary>
    /// <param name="content">The JSON.</param>
    /// <typeparam name="T">Type of the result.</typeparam>
    public T DeserializeJson<T>(string content) => JsonSerializer.Deserialize<T>(content, _options)!;
}
