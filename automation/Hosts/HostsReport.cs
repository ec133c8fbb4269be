using System.Text.Json;
using System.Text.Json.Nodes;

namespace K8tre.Automation.Hosts;

/// <summary>Writes the state of hosts as text and as JSON.</summary>
/// <param name="hosts">The states.</param>
internal sealed class HostsReport(IReadOnlyList<HostStatus> hosts)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>0 if no host differs from its configuration, 3 if one differs, 1 if one did not respond.</summary>
    public int ExitCode => hosts.Any(host => host.Failure is not null) ? Automation.ExitCode.Failed
        : hosts.Any(host => host.Drift.Count > 0) ? Automation.ExitCode.Drift
        : Automation.ExitCode.Ok;

    /// <summary>Writes a paragraph for each host, and the totals.</summary>
    public void WriteText(TextWriter text)
    {
        foreach (var host in hosts)
        {
            text.WriteLine($"{host.Host.Cluster}/{host.Host.Name} ({host.Host.Endpoint.Address})");
            if (host.Failure is not null)
                text.WriteLine($"  no response: {host.Failure.ReplaceLineEndings("\n    ")}");
            foreach (var (name, value) in host.Facts.Where(fact => fact.Value.Trim().Length > 0))
                text.WriteLine($"  {name + ":",-12} {value}");
            foreach (var certificate in host.Certificates)
                text.WriteLine($"  certificate: {certificate}");
            foreach (var drift in host.Drift)
                text.WriteLine($"  DIFFERS: {drift}");
        }

        var differing = hosts.Count(host => host.Drift.Count > 0);
        var silent = hosts.Count(host => host.Failure is not null);
        var good = hosts.Count - differing - silent;
        text.WriteLine($"{hosts.Count} hosts: {good} as configured, {differing} differ, {silent} did not respond");
    }

    /// <summary>Writes an array with an object for each host.</summary>
    public void WriteJson(TextWriter text) => text.WriteLine(new JsonArray([.. hosts.Select(host => (JsonNode)new JsonObject
    {
        ["cluster"] = host.Host.Cluster,
        ["name"] = host.Host.Name,
        ["address"] = host.Host.Endpoint.Address,
        ["failure"] = host.Failure,
        ["facts"] = JsonSerializer.SerializeToNode(host.Facts),
        ["drift"] = JsonSerializer.SerializeToNode(host.Drift),
        ["certificates"] = JsonSerializer.SerializeToNode(host.Certificates),
    })]).ToJsonString(Indented));
}
