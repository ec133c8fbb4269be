using K8tre.Components.Aws.Monitoring;

namespace K8tre.Tests.Aws.Monitoring;

public sealed class GuardDutyTests
{
    [Theory, InlineData(false, "DISABLED"), InlineData(true, "ENABLED")]
    public async Task It_reads_the_clusters_audit_logs_always_and_watches_processes_where_asked(bool watches, string processes)
    {
        var graph = await ResourceGraph.OfAsync(options => new GuardDuty("threats", new() { WatchesProcesses = watches }, options));

        Assert.Equal(
            [$"EBS_MALWARE_PROTECTION ENABLED", "EKS_AUDIT_LOGS ENABLED", $"RUNTIME_MONITORING {processes}", "S3_DATA_EVENTS ENABLED"],
            graph.Names("aws:guardduty/detectorFeature:DetectorFeature").Select(graph.Asked)
                .Select(feature => $"{feature["name"]} {feature["status"]}"));
        Assert.Equal(
            [
                $"EKS_ADDON_MANAGEMENT {processes}", "ECS_FARGATE_AGENT_MANAGEMENT DISABLED", "EC2_AGENT_MANAGEMENT DISABLED",
            ],
            graph.Asked("threats-RUNTIME_MONITORING")["additionalConfigurations"]!.AsArray()
                .Select(agent => $"{agent!["name"]} {agent["status"]}"));
        Assert.True((bool)graph.Asked("threats")["enable"]!);
        Assert.Empty(graph.Orphans);
    }
}
