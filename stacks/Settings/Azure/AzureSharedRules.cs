using K8tre.Components.Azure.Network;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Azure;

/// <summary>Rules between the settings that the clusters of a platform on Azure share: hub, logs, backups, pipelines.</summary>
/// <param name="draft">The settings, as far as they could be read.</param>
internal sealed class AzureSharedRules(PlatformSettings draft)
{
    private const string Path = $"{ConfigKeys.PlatformPath}.azure";

    /// <summary>Returns all problems, in the order of the settings.</summary>
    public IEnumerable<SettingProblem> Check() => draft.Azure is not { } azure ? [] :
    [
        .. azure.Hub is { Stack: null, Existing: null } ? OwnHub(azure) : OthersHub(azure),
        .. SettingList.NotOfFormat(azure.Hub?.Existing?.DnsServers, $"{Path}.hub.existing.dnsServers", Formats.IPv4, Formats.IPv4Hint),
        .. SettingList.NotOfFormat(
            azure.Hub?.Existing?.Zones,
            $"{Path}.hub.existing.zones",
            $"{Formats.AzureGroupId}Microsoft.Network/privateDnsZones/{Formats.AzureNameText}$",
            "write the id of a private DNS zone"),
        .. SettingList.Repeated(
            SettingList.For(azure.Hub?.Existing?.Zones, $"{Path}.hub.existing.zones"), id => id.Split('/')[^1], "",
            "a hub has one zone of a name"),
        .. SettingList.NotOfFormat(azure.Budget?.Mails, $"{Path}.budget.mails", Formats.MailAddress, Formats.MailAddressHint),
        .. RegistryAccountRules.Check(
            azure.RegistryAccounts,
            Path,
            azure.Registry is not false && azure.Hub is { Stack: null, Existing: null },
            "docker.io", "ghcr.io", "quay.io"),
        .. Days(azure),
        .. Adopt(azure),
        .. azure.Pipelines is { } pipelines ? Pipelines(azure, pipelines) : [],
    ];

    private static IEnumerable<SettingProblem> OwnHub(AzureSettings azure)
    {
        if (azure.Hub.DnsClients is { Count: > 0 }
            && azure.AddressSpace is { PrefixLength: >= AddressPlan.ShortestPrefix and <= AddressPlan.LongestPrefix } space
            && DnsResolver.IsTaken(new AddressPlan(space).DnsInbound))
        {
            yield return new(
                $"{Path}.addressSpace",
                $"is {space}, and {Path}.hub.dnsClients is set; the DNS resolver cannot have an address between 10.0.1.0 and 10.0.16.255: "
                + "choose another range, or remove dnsClients");
        }
        var guests = SettingList.For(azure.Hub.Guests, $"{Path}.hub.guests").ToArray();
        foreach (var (index, (guest, at)) in guests.Index())
        {
            if (guest.PrefixLength is < AddressPlan.ShortestPrefix or > AddressPlan.LongestPrefix)
            {
                yield return new(
                    at,
                    $"is {guest}; write the address space of a platform, /{AddressPlan.ShortestPrefix} to /{AddressPlan.LongestPrefix}");
            }
            var overlaps = guests[..index].Prepend((azure.AddressSpace, $"{Path}.addressSpace"))
                .Where(earlier => DraftRange.Overlap(guest, earlier.Item1));
            foreach (var (earlier, where) in overlaps.Take(1))
                yield return new(at, $"is {guest} and overlaps {where} {earlier}; choose ranges that share no address");
        }
        foreach (var (range, at) in SettingList.For(azure.Hub.AcmeGuests, $"{Path}.hub.acmeGuests"))
        {
            if (!guests.Any(guest => guest.Item.PrefixLength <= range.PrefixLength && guest.Item.Contains(range.BaseAddress)))
                yield return new(at, $"is {range} and inside none of {Path}.hub.guests; write a range of an environment of a guest");
        }
    }

    private IEnumerable<SettingProblem> OthersHub(AzureSettings azure)
    {
        if (azure.Hub is not { } hub)
            yield break;
        if (hub is { Stack: not null, Existing: not null })
            yield return new(
                $"{Path}.hub.existing", $"is set, and {Path}.hub.stack is set too; a platform has one hub: remove one of them");
        if (hub.Bastion || hub.IntrusionDetection || hub.DdosPlan || hub.FirewallAddresses > 1
            || hub.Guests is { Count: > 0 } || hub.AcmeGuests is { Count: > 0 })
        {
            yield return new(
                $"{Path}.hub",
                "is not the platform's own, and has settings of an own hub; "
                + "write bastion, intrusionDetection, ddosPlan, firewallAddresses, guests and acmeGuests "
                + "in the stack that creates the hub");
        }
        if (azure.Egress is { Count: > 0 })
            yield return new(
                $"{Path}.egress",
                $"is set, and the hub is not the platform's own; write it in the stack that creates the hub and its firewall");
        if (draft.Management.Mode == ManagementMode.None)
        {
            yield return new(
                $"{Path}.hub",
                $"is not the platform's own, and {ConfigKeys.ManagementPath}.mode is none; the stack would create nothing: remove it");
        }
        if (azure.Registry is true)
        {
            yield return new(
                $"{Path}.registry",
                "is true, and the registry needs the platform's own hub, but the hub is not the platform's own; remove it, or write false");
        }
    }

    private IEnumerable<SettingProblem> Days(AzureSettings azure)
    {
        if (azure.LogArchiveDays is { } days && days <= azure.LogRetentionDays)
        {
            yield return new(
                $"{Path}.logArchiveDays",
                $"is {days}, and {Path}.logRetentionDays is {azure.LogRetentionDays}; the archive starts after those: supply more, or "
                + "remove it");
        }
        if (azure.Budget is { From: var from } && from != default && from.Day != 1)
            yield return new(
                $"{Path}.budget.from", $"is {from:yyyy-MM-dd}; write the first day of the month in which the budget is created, in quotes");
        if (draft.Environments is { Count: 0 } && azure.BackupRetentionDays is not (0 or AzureSettings.DefaultBackupRetentionDays))
        {
            yield return new(
                $"{Path}.backupRetentionDays",
                $"is {azure.BackupRetentionDays}, and {ConfigKeys.EnvironmentsPath} holds 0; only environments have backups: remove it");
        }
    }

    private IEnumerable<SettingProblem> Adopt(AzureSettings azure)
    {
        const string at = $"{Path}.adopt";
        if (azure.Adopt is not { Count: > 0 } || draft is not { Name: not null, Environments: not null, Azure.SubscriptionId: not null })
            return [];

        var all = new AzureRetained(draft).All();
        var allowed = all.Select(resource => resource.Holder).Distinct().ToArray();
        var ids = SettingList.For(azure.Adopt, at).ToArray();
        return
        [
            .. ids.Where(id => !allowed.Contains(id.Item, StringComparer.OrdinalIgnoreCase)).Select(id => new SettingProblem(
                id.Path,
                all.FirstOrDefault(inside => inside.Id.Equals(id.Item, StringComparison.OrdinalIgnoreCase)) is { } known
                    ? $"is {id.Item}, which is imported with the resource that contains it; write {known.Holder}"
                    : $"is {id.Item}, which a platform with these settings does not keep; write one of {string.Join(", ", allowed)}")),
            .. SettingList.Repeated(ids, id => id, "", "write it once"),
        ];
    }

    private static IEnumerable<SettingProblem> Pipelines(AzureSettings azure, AzurePipelineSettings pipelines)
    {
        if (pipelines is { PrincipalId: null } and ({ Repository: null } or { Environment: null }))
        {
            yield return new(
                $"{Path}.pipelines", "has no identity; write repository and environment, or the principalId of an existing identity");
        }
        if (pipelines is { PrincipalId: not null } and ({ Repository: not null } or { Environment: not null } or { Runner: not null }))
        {
            yield return new(
                $"{Path}.pipelines.principalId",
                "is set, and repository, environment or runner is set too; the stack creates an identity or uses an existing one: "
                + "remove it, or all of those");
        }
        if (pipelines.Runner is not null && (azure.Hub is not { Stack: null, Existing: null } || azure.Registry is false))
        {
            yield return new(
                $"{Path}.pipelines.runner",
                "is set, and it needs the platform's own hub and registry; write it in the stack that creates the hub, with registry: "
                + "true");
        }
    }
}
