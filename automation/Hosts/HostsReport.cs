using System.Text.Json;
using System.Text.Json.Nodes;

namespace K8tre.Automation.Hosts;

/// <summary>The state of a platform's hosts, as text and as JSON.</summary>
/// <param name="hosts">What they said.</param>
internal sealed class HostsReport(IReadOnlyList<HostStatus> hosts)
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true };

    /// <summary>0 when every host is as it was set, 3 when one differs, 1 when one could not be asked.</summary>
    public int ExitCode => hosts.Any(host => host.Failure is not null) ? Automation.ExitCode.Failed
        : hosts.Any(host => host.Drift.Count > 0) ? Automation.ExitCode.Drift
        : Automation.ExitCode.Ok;

    /// <summary>A paragraph a host.</summary>
    public void WriteText(TextWriter text)
    {
        foreach (var host in hosts)
        {
            text.WriteLine($"{host.Host.Cluster}/{host.Host.Name} ({host.Host.Endpoint.Address})");
            if (host.Failure is not null)
                text.WriteLine($"  not reached: {host.Failure.ReplaceLineEndings("\n    ")}");
            foreach (var (name, value) in host.Facts.Where(fact => fact.Value.Trim().Length > 0))
                text.WriteLine($"  {name + ":",-12} {value}");
            foreach (var certificate in host.Certificates)
                text.WriteLine($"  certificate: {certificate}");
            foreach (var drift in host.Drift)
                text.WriteLine($"  DIFFERS: {drift}");
        }
        var differing = hosts.Count(host => host.Drift.Count > 0);
        var silent = hosts.Count(host => host.Failure is not null);
        text.WriteLine($"{hosts.Count} hosts: {hosts.Count - differing - silent} as they were set, {differing} differ, {silent} not reached");
    }

    /// <summary>An array with an object a host.</summary>
    public void WriteJson(TextWriter text) => text.WriteLine(new JsonArray([.. hosts.Select(host => (JsonNode)new JsonObject
    {
        ["cluster"] = host.Host.Cluster,
        ["name"] = host.Host.Name,
        ["address"] = host.Host.Endpoint.Address,
        ["failure"] = host.Failure,
        ["facts"] = JsonSerializer.SerializeToNode(host.Facts),
        ["drift"] = JsonSerializer.SerializeToNode(host.Drift),
        ["certificates"] = JsonSerializer.SerializeToNode(host.Certificates),
    })]).ToJsonString(Layout));
}
