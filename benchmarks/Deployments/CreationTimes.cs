using System.Text.Json;

namespace K8tre.Benchmarks.Deployments;

/// <summary>How long resources take to be created, by type or by the beginning of it: times.json, which names its sources.</summary>
internal sealed class CreationTimes
{
    private readonly Dictionary<string, CreationTime> _byType;

    private CreationTimes(Dictionary<string, CreationTime> byType) => _byType = byType;

    /// <summary>Reads a table.</summary>
    public static CreationTimes Read(string path) =>
        new(JsonSerializer.Deserialize<Dictionary<string, CreationTime>>(File.ReadAllText(path), JsonSerializerOptions.Web)!);

    /// <summary>What the longest entry says that the type begins with.</summary>
    public CreationTime Of(string type) => _byType.Where(entry => type.StartsWith(entry.Key, StringComparison.Ordinal)).MaxBy(entry => entry.Key.Length).Value;
}

/// <summary>A row of the table.</summary>
/// <param name="Seconds">Typical duration.</param>
/// <param name="Source">Where it was seen, or that it is assumed.</param>
internal sealed record CreationTime(int Seconds, string Source);
