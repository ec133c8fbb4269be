using System.Text.Json;

namespace K8tre.Benchmarks.Deployments;

/// <summary>Creation times of resources by type or prefix of a type, from times.json. The file names its sources.</summary>
internal sealed class CreationTimes
{
    private readonly Dictionary<string, CreationTime> _byType;

    private CreationTimes(Dictionary<string, CreationTime> byType) => _byType = byType;

    /// <summary>Reads a table.</summary>
    public static CreationTimes Read(string path) =>
        new(JsonSerializer.Deserialize<Dictionary<string, CreationTime>>(File.ReadAllText(path), JsonSerializerOptions.Web)!);

    /// <summary>Returns the time of the longest prefix of a type.</summary>
    public CreationTime For(string type)
        => _byType.Where(entry => type.StartsWith(entry.Key, StringComparison.Ordinal)).MaxBy(entry => entry.Key.Length).Value;
}

/// <summary>A row of the table.</summary>
/// <param name="Seconds">Typical duration.</param>
/// <param name="Source">Source of the time, or a note that it is assumed.</param>
internal sealed record CreationTime(int Seconds, string Source);
