using K8tre.Components.Addresses;
using K8tre.Components.Azure.Network;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Azure;

/// <summary>What must hold between the settings that the clusters of a platform on Azure share: hub, logs, budget, pipelines.</summary>
/// <param name="draft">The settings, as far as they could be read.</param>
internal sealed class AzureSharedRules(PlatformSettings draft)
{
    private const string Path = $"{ConfigKeys.PlatformPath}.azure";

    /// <summary>All problems, in the order of the settings.</summary>
    public IEnumerable<SettingProblem> Check()
    {
        if (draft.Azure is not { } azure)
            yield break;
        var hub = azure.Hub;
        var isOthers = hub.Stack is not null || hub.Existing is not null;
        if (hub is { Stack: not null, Existing: not null })
            yield return new($"{Path}.hub.existing", $"is set, and {Path}.hub.stack too; a platform has one hub: remove one of them");
        if (isOthers && (hub.Bastion || hub.IntrusionDetection || hub.DdosPlan || hub.FirewallAddresses != 1 || hub.Guests.Count > 0))
            yield return new($"{Path}.hub", "is somebody else's, and says what stands in it; write bastion, intrusionDetection, ddosPlan, firewallAddresses and guests where the hub is made");
        if (isOthers && draft.Management.Mode == ManagementMode.None)
            yield return new($"{Path}.hub", $"is somebody else's, and {ConfigKeys.PlatformPath}.management.mode is none; the stack would make nothing: remove it");
        if (isOthers && azure.Registry is true)
            yield return new($"{Path}.registry", "is true, and the registry stands in the platform's own hub, which is somebody else's here; remove it, or write false");
        if (!isOthers && hub.DnsClients.Count > 0 && azure.AddressSpace is { PrefixLength: >= AddressPlan.ShortestPrefix and <= AddressPlan.LongestPrefix } space && DnsResolver.IsTaken(new AddressPlan(space).DnsInbound))
            yield return new($"{Path}.addressSpace", $"is {space}, and {Path}.hub.dnsClients is set; the DNS resolver would stand between 10.0.1.0 and 10.0.16.255, which it uses itself: choose another range, or remove dnsClients");
        foreach (var problem in SettingList.NotOfFormat(hub.Existing?.DnsServers, $"{Path}.hub.existing.dnsServers", @"^[0-9]{1,3}(\.[0-9]{1,3}){3}$", Formats.IPv4Hint)
            .Concat(SettingList.NotOfFormat(hub.Existing?.Zones, $"{Path}.hub.existing.zones", "^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Network/privateDnsZones/[^/]+$", "write the id of a private zone"))
            .Concat(SettingList.NotOfFormat(azure.Budget?.Mails, $"{Path}.budget.mails", Formats.MailAddress, Formats.MailAddressHint))
            .Concat(Guests(hub)))
            yield return problem;
        if (azure.LogArchiveDays is { } days && days <= azure.LogRetentionDays)
            yield return new($"{Path}.logArchiveDays", $"is {days}, and {Path}.logRetentionDays is {azure.LogRetentionDays}; the archive begins after those: supply more, or leave it out");
        if (azure.Budget is { From: var from } && (from is null || from.Value.Day != 1))
            yield return new($"{Path}.budget.from", $"is {(from is null ? "missing" : $"{from:yyyy-MM-dd}")}; write the first day of the month in which the budget is made, in quotes");
        if (azure.Pipelines is { PrincipalId: null } and ({ Repository: null } or { Environment: null }))
            yield return new($"{Path}.pipelines", "does not say who deploys; write repository and environment, or the principalId of an identity that is made elsewhere");
        if (azure.Pipelines is { PrincipalId: not null } and ({ Repository: not null } or { Environment: not null } or { Runner: not null }))
            yield return new($"{Path}.pipelines.principalId", "is set, and repository, environment or runner too; an identity is made elsewhere or here: remove it, or all of those");
        if (azure.Pipelines?.Runner is not null && (isOthers || azure.Registry is false))
            yield return new($"{Path}.pipelines.runner", "is set, and it stands in the platform's own hub and takes its image from the platform's registry; write it where the hub is made, with registry: true");
    }

    private IEnumerable<SettingProblem> Guests(HubSettings hub)
    {
        var guests = SettingList.For(hub.Guests, $"{Path}.hub.guests").ToArray();
        foreach (var (index, (guest, at)) in guests.Index())
        {
            if (guest.PrefixLength is < AddressPlan.ShortestPrefix or > AddressPlan.LongestPrefix)
                yield return new(at, $"is {guest}; write the address space of a platform, /{AddressPlan.ShortestPrefix} to /{AddressPlan.LongestPrefix}");
            if (draft.Azure!.AddressSpace != default && Cidr.Overlap(guest, draft.Azure.AddressSpace))
                yield return new(at, $"is {guest} and overlaps {Path}.addressSpace {draft.Azure.AddressSpace}; choose ranges that share no address");
            foreach (var (earlier, where) in guests[..index].Where(earlier => Cidr.Overlap(guest, earlier.Item)))
                yield return new(at, $"is {guest} and overlaps {where} {earlier}; choose ranges that share no address");
        }
    }
}
