using Pulumi.Aws.GuardDuty;
using Pulumi.Aws.GuardDuty.Inputs;

namespace K8tre.Components.Aws.Monitoring;

/// <summary>Inputs of <see cref="GuardDuty"/>.</summary>
public sealed record GuardDutyArgs
{
    /// <summary>
    /// Indicates that an agent on each node monitors processes. Default: false. AWS installs the agent, which is charged by vCPU.
    /// </summary>
    public bool WatchesProcesses { get; init; }
}

/// <summary>
/// GuardDuty, which analyses logs of the account, of its VPCs and of the clusters' API servers for threats. An account has one detector in
/// each region.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-features-activation-model.html</remarks>
public sealed class GuardDuty : ComponentResource
{
    private const string On = "ENABLED", Off = "DISABLED";

    // GuardDuty always returns all three, in this order. A list that differs from it replaces the feature at each deployment.
    private static readonly string[] Agents =
        ["EKS_ADDON_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"];

    /// <summary>Creates the detector.</summary>
    public GuardDuty(string name, GuardDutyArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:GuardDuty", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var detector = new Detector(name, new() { Enable = true, FindingPublishingFrequency = "FIFTEEN_MINUTES" }, inside);
        foreach (var feature in new[] { "EKS_AUDIT_LOGS", "EBS_MALWARE_PROTECTION", "S3_DATA_EVENTS" })
            _ = new DetectorFeature($"{name}-{feature}", new() { DetectorId = detector.Id, Name = feature, Status = On }, inside);

        // Declared even if it is disabled: AWS does not change a feature that is no longer declared.
        var processes = args.WatchesProcesses ? On : Off;
        _ = new DetectorFeature($"{name}-RUNTIME_MONITORING", new()
        {
            DetectorId = detector.Id,
            Name = "RUNTIME_MONITORING",
            Status = processes,
            AdditionalConfigurations = Agents
                .Select(agent => new DetectorFeatureAdditionalConfigurationArgs
                {
                    Name = agent,
                    // Nodes are the platform's only machines.
                    Status = agent == Agents[0] ? processes : Off,
                }).ToArray(),
        }, inside);
        DetectorId = detector.Id;

        RegisterOutputs();
    }

    /// <summary>Id of the detector.</summary>
    [Output("detectorId")]
    public Output<string> DetectorId { get; private set; }
}
